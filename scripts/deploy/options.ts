import { parseArgs } from 'node:util';

/** What `npm run deploy` may be told. */
export type DeployCommand =
  | { readonly name: 'services'; readonly service: string }
  | { readonly name: 'backup'; readonly service: string; readonly directory: string }
  | { readonly name: 'ready'; readonly service: string; readonly deadline: number }
  | {
      readonly name: 'take-back';
      readonly service: string;
      readonly before: string;
      readonly evidence: string;
      readonly configFiles: string;
    };

export const usage = `Usage: npm run deploy -- COMMAND --service NAME [options]

The steps of .github/workflows/deploy.yml that are more than one command. The database is that of DB_HOST, DB_PORT,
DB_NAME, DB_USER, DB_PASSWORD, DB_SSL_MODE and DB_SSL_CA.

  services   prints services=JSON for a matrix: --service NAME, or all
  backup     dumps the database into --directory DIR with mysqldump or mariadb-dump; prints file, size and SHA-256
  ready      starts the built service on a free port and waits until /ready answers 200; --deadline SECONDS, default 90
  take-back  undoes what this run applied: what is new since --before FILE, the JSON of info, and in a plan of the evidence
             in --evidence DIR; --config-files FILES as for nilecare-migrate
  --help     this text`;

/** A wrong option; `message` is the whole sentence. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readCommand(argv: readonly string[]): DeployCommand | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help === true) return 'help';
  const [name, ...others] = positionals;
  if (others.length > 0) throw new UsageError(`One command at a time: ${positionals.join(' ')}.\n\n${usage}`);
  const need = (option: 'service' | 'directory' | 'before' | 'evidence' | 'config-files'): string => {
    const value = values[option];
    if (value) return value;
    throw new UsageError(`${name ?? ''} needs --${option}, and it must not be empty.\n\n${usage}`);
  };
  switch (name) {
    case 'services':
      return { name, service: values.service ?? 'all' };
    case 'backup':
      return { name, service: need('service'), directory: need('directory') };
    case 'ready':
      return { name, service: need('service'), deadline: seconds(values.deadline ?? '90') };
    case 'take-back':
      return {
        ...{ name, service: need('service'), before: need('before') },
        ...{ evidence: need('evidence'), configFiles: need('config-files') },
      };
    default:
      throw new UsageError(`${name === undefined ? 'No command' : `Unknown command ${name}`}.\n\n${usage}`);
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        service: { type: 'string' },
        directory: { type: 'string' },
        deadline: { type: 'string' },
        before: { type: 'string' },
        evidence: { type: 'string' },
        'config-files': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function seconds(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UsageError(`--deadline is "${text}"; expected seconds from 1 to 9999.`);
}
