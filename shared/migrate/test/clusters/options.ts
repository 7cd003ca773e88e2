import { parseArgs } from 'node:util';

/** A node of a cluster. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Which clusters to try, and how. */
export interface Options {
  readonly galera: readonly Address[];
  readonly group: readonly Address[];
  readonly rounds: number;
  readonly user: string;
  readonly password: string;
}

export const usage = `Usage: npm run test:clusters -- [--galera=host:port,host:port,…] [--group-replication=host:port,…] [--rounds=100] [--user=root]

Two migrators, real processes, on two nodes at the same moment: exactly one may apply. The account must be allowed to
create schemas; its password is read from NILECARE_CLUSTER_PASSWORD. A group is tried in the mode that it is in: with a
single primary, two migrators on that and one on a secondary, which must refuse; with several, on two of them.`;

/** @throws Error with one sentence */
export function readOptions(argv: readonly string[], password: string | undefined): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      galera: { type: 'string', default: '' },
      'group-replication': { type: 'string', default: '' },
      rounds: { type: 'string', default: '100' },
      user: { type: 'string', default: 'root' },
    },
  });
  const [galera, group] = [addresses(values.galera), addresses(values['group-replication'])];
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds=${values.rounds} is no number`);
  if (galera.length + group.length === 0) throw new Error('No cluster is named.');
  return { galera, group, rounds, user: values.user, password: password ?? '' };
}

function addresses(list: string): readonly Address[] {
  return list
    .split(',')
    .filter((item) => item !== '')
    .map((item) => {
      const [, host = '', port = ''] = /^(.+):(\d+)$/.exec(item) ?? [];
      if (host === '') throw new Error(`${item} is not host:port`);
      return { host, port: Number(port) };
    });
}
