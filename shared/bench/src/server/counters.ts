import type { Counters, Query } from '../model.ts';

const statements = ['Questions', 'Com_stmt_prepare'];
const fsyncs = ['Innodb_data_fsyncs'];

/** What the server has counted since its start. */
export async function readCounters(query: Query): Promise<Counters> {
  const rows = await query('SHOW GLOBAL STATUS WHERE Variable_name IN (?)', [[...statements, ...fsyncs]]);
  const sum = (names: readonly string[]): number =>
    rows
      .filter((row) => names.includes(String(row['Variable_name'])))
      .reduce((total, row) => total + Number(row['Value']), 0);
  return { queries: sum(statements), fsyncs: sum(fsyncs) };
}

/** What was counted between two readings, without the second reading itself. */
export function countedBetween(before: Counters, after: Counters): Counters {
  return { queries: after.queries - before.queries - 1, fsyncs: after.fsyncs - before.fsyncs };
}
