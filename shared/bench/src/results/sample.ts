/** Results to test with. */
import type { ServerKind } from '@nilecare/dev-database';
import type { ContestantResult, RowResult } from './model.ts';

/** What differs from a row of two contestants on MariaDB. */
interface Difference extends Partial<Omit<RowResult, 'server'>> {
  readonly row: string;
  readonly kind?: ServerKind;
}

/** A row on one server. */
export function rowResult({ kind = 'mariadb', ...difference }: Difference): RowResult {
  return {
    title: '30 migrations on an empty schema',
    server: {
      kind,
      version: kind === 'mariadb' ? '10.11.19' : '9.7.4',
      settings: { innodb_flush_log_at_trx_commit: '1', storage: 'disk' },
    },
    date: '2026-01-02',
    commit: '0123abcde',
    machine: { processor: 'A processor', processors: 2, memory: 8, system: 'Linux 6.1', node: '20.20.2' },
    warmUps: 1,
    floor: 'client',
    contestants: [contestantResult('client', 0.3), contestantResult('nilecare', 0.45)],
    leftOut: {},
    ...difference,
  };
}

/** A contestant that took so many seconds; a fifth of it in the processor. */
export function contestantResult(
  name: string,
  wall: number,
  more: Partial<ContestantResult> = {},
): ContestantResult {
  return {
    ...{ name, version: '1.2.3', runs: 5, wall: { median: wall, min: wall * 0.9, max: wall * 1.5 } },
    ...{ user: wall * 0.15, system: wall * 0.05, memory: 60, queries: 130, fsyncs: 200 },
    ...more,
  };
}
