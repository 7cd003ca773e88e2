import { parseArgs } from 'node:util';
import type { ServerKind } from '@nilecare/dev-database/testing';

/** What the audit may be told. */
export interface AuditOptions {
  /** Names of services; default: all. */
  readonly only?: readonly string[];
  /** Where to write the report; default: standard output gets a short one. */
  readonly output?: string;
  readonly format: 'text' | 'json';
  /** The kind of private server that is started; undefined: the databases that the services' `.env` name. */
  readonly fresh?: ServerKind;
}

export const usage = `Usage: npm run audit:database [-- --service NAME] [--output FILE] [--json] [--fresh [--server KIND]]

Looks at the databases that the services' .env name, as npm run migrate:info does, and at the sources: tables, sizes,
indexes that are too much or missing, foreign keys, accounts and grants, migrations, names, personal data. Changes
nothing. Exit code 1 when something is of priority 1, could not be looked at, or is an error in nilecare-db audit.

  --service NAME  only this service; more of them with commas between
  --output FILE   write the whole report, as Markdown or with --json as JSON
  --json          JSON in place of text
  --fresh         audit a private server on which the migrations were just run, as docs/ tells of it
  --server KIND   of the private server: mariadb (default) or mysql
  --help          this text`;

/** A wrong option; `message` is the whole sentence. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readOptions(argv: readonly string[]): AuditOptions | 'help' {
  const { service, output, json, fresh, server, help } = parse(argv);
  if (help) return 'help';
  if (server !== undefined && !fresh)
    throw new UsageError('--server is the kind of the private server: it goes with --fresh.');
  return {
    format: json ? 'json' : 'text',
    ...(service && { only: service.flatMap((names) => names.split(',')) }),
    ...(output !== undefined && { output }),
    ...(fresh && { fresh: readKind(server ?? 'mariadb') }),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        service: { type: 'string', multiple: true },
        output: { type: 'string' },
        json: { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
        server: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readKind(text: string): ServerKind {
  if (text === 'mariadb' || text === 'mysql') return text;
  throw new UsageError(`--server is "${text}"; expected mariadb or mysql.`);
}
