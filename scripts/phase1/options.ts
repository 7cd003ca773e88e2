import { parseArgs } from 'node:util';
import type { ServerKind } from '@nilecare/dev-database';
import { procedures, type ProcedureNumber } from './criteria.ts';

/** What `npm run test:phase1` may be told. */
export interface Phase1Options {
  /** Default: every service of the map that has a folder. */
  readonly services?: readonly string[];
  /** Default: all. */
  readonly only?: readonly ProcedureNumber[];
  /** Default: both that can be had. */
  readonly kind?: ServerKind;
  /** Files to write, by format. */
  readonly files: Readonly<Partial<Record<'markdown' | 'json' | 'junit', string>>>;
  /** Whether procedure 7 compares with the baseline, or writes it. */
  readonly baseline: 'compare' | 'record';
}

export const usage = `Usage: npm run test:phase1 [-- options]

Runs the eleven procedures of docs/PHASE1_MIGRATION_TESTING_GUIDE.md for each service, on a private server and in a copy
of the repository, both of which are removed at the end, also after Ctrl-C. Exit code 1 when one has failed.

  --service LIST     these services only, as in auth-service,billing-service
  --only LIST        these procedures only, as in 3,8
  --server KIND      mariadb or mysql; default: both, but one that cannot be had is left out with a warning
  --report FILE      write the report as Markdown
  --json FILE        write it as JSON
  --junit FILE       write it as JUnit XML
  --record-baseline  have procedure 7 write scripts/phase1/baseline.json instead of comparing with it
  --help             this text

The procedures:
${procedures.map(({ number, title }) => `  ${String(number).padStart(2)}  ${title}`).join('\n')}`;

/** A wrong option; `message` is the whole sentence. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readOptions(argv: readonly string[]): Phase1Options | 'help' {
  const values = parse(argv);
  if (values.help === true) return 'help';
  const { report: markdown, json, junit } = values;
  return {
    files: { ...(markdown && { markdown }), ...(json && { json }), ...(junit && { junit }) },
    baseline: values['record-baseline'] === true ? 'record' : 'compare',
    ...(values.service !== undefined && { services: splitList('--service', values.service) }),
    ...(values.only !== undefined && { only: splitList('--only', values.only).map(readNumber) }),
    ...(values.server !== undefined && { kind: readKind(values.server) }),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        service: { type: 'string' },
        only: { type: 'string' },
        server: { type: 'string' },
        report: { type: 'string' },
        json: { type: 'string' },
        junit: { type: 'string' },
        'record-baseline': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function splitList(option: string, text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => name === '')) throw new UsageError(`${option} is "${text}"; expected a list.`);
  return names;
}

function readNumber(text: string): ProcedureNumber {
  const found = procedures.find(({ number }) => String(number) === text);
  if (found) return found.number;
  throw new UsageError(`--only has "${text}"; expected numbers from 1 to ${procedures.length}.`);
}

function readKind(text: string): ServerKind {
  if (text === 'mariadb' || text === 'mysql') return text;
  throw new UsageError(`--server is "${text}"; expected mariadb or mysql.`);
}
