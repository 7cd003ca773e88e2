import Table from 'cli-table3';
import type { ServiceResult } from './migrate-services.ts';

export interface SummaryFacts {
  /** Number of tables by database. */
  readonly tables: ReadonlyMap<string, number>;
  /** As in `MariaDB 11.4.5`. */
  readonly server: string;
  readonly address: string;
  /** Of the whole set-up. */
  readonly seconds: number;
  /** The command that goes on. */
  readonly again: string;
}

/** The end of the set-up: what is there now, and what to type next. */
export function summaryText(results: readonly ServiceResult[], facts: SummaryFacts): string {
  const table = new Table({
    head: ['service', 'database', 'user', 'version', 'tables', 'seconds'],
    style: { head: [], border: [] },
  });
  for (const { service, version, seconds, error } of results) {
    const { name, database, user } = service;
    const state = error === undefined ? (version ?? '-') : 'failed';
    table.push([name, database, user, state, facts.tables.get(database) ?? 0, seconds.toFixed(2)]);
  }
  const errors = results.flatMap(({ service, error }) =>
    error === undefined ? [] : [`${service.name}: ${error}`],
  );
  return [table.toString(), ...errors, errors.length > 0 ? failedText(facts) : doneText(facts)].join('\n');
}

function failedText({ again }: SummaryFacts): string {
  return `Not every service was migrated. Mend what is said above, then: ${again}`;
}

function doneText({ server, address, seconds }: SummaryFacts): string {
  return `${server} on ${address}; ready after ${seconds.toFixed(1)} s. Next:

  npm test                                   run every test
  npm run migrate:info -w auth-service       what is applied
  npx turbo run migrate:validate             files and databases agree
  npm run dev -w auth-service                start a service
  npm run db:status                          the database server (db:stop ends it)`;
}
