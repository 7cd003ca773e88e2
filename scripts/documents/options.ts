import { parseArgs } from 'node:util';
import type { ServerKind } from '@nilecare/database';
import type { GeneratedDocument } from './document.ts';

/** What `npm run docs:write` may be told. */
export interface DocsOptions {
  readonly action: 'write' | 'check';
  readonly documents: readonly GeneratedDocument[];
  /** Kind of the private server. */
  readonly server: ServerKind;
}

/** A wrong option; `message` is the whole sentence. */
export class UsageError extends Error {}

/** The help text. */
export const usage = `Usage: npm run docs:write [-- --check] [--only NAME] [--server mariadb|mysql]

Writes every generated document from the live schemas of a private server, on which the services are migrated from
this repository's files. Both kinds of server give the same documents.

  --check         write nothing; print what is otherwise than it would be written, exit code 1 when anything is
  --only NAME     this document, by its path or a part of it, such as DATA_DICTIONARY or diagrams; may be repeated
  --server KIND   kind of the private server, mariadb (default) or mysql
  --help          this text`;

/** @throws UsageError */
export function readOptions(
  argv: readonly string[],
  documents: readonly GeneratedDocument[],
): DocsOptions | 'help' {
  const { help, check, only, server } = parse(argv);
  if (help) return 'help';
  if (server !== 'mariadb' && server !== 'mysql')
    throw new UsageError(`--server is "${server}"; expected mariadb or mysql.`);
  return { action: check ? 'check' : 'write', documents: chosen(documents, only), server };
}

function chosen(
  documents: readonly GeneratedDocument[],
  names: readonly string[],
): readonly GeneratedDocument[] {
  const matches = (name: string, { path }: GeneratedDocument) =>
    path.toLowerCase().includes(name.toLowerCase());
  const unknown = names.find((name) => !documents.some((document) => matches(name, document)));
  if (unknown !== undefined) {
    const paths = documents.map(({ path }) => `  ${path}`).join('\n');
    throw new UsageError(`--only is "${unknown}"; expected a part of one of these:\n${paths}`);
  }
  return names.length === 0
    ? documents
    : documents.filter((document) => names.some((name) => matches(name, document)));
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        check: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        server: { type: 'string', default: 'mariadb' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}
