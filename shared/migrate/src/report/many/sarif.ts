import type { Log } from 'sarif';
import { errorSarif, reportSarif, type SarifContext } from '../sarif.ts';
import type { DatabaseResult } from './result.ts';

/** One log with a run for each database; its id tells which, as code scanning wants to tell runs apart. */
export function manySarif(results: readonly DatabaseResult[], context: SarifContext): Log {
  const logs = results.map((result) => ({ result, log: logOf(result, context) }));
  const runs = logs.flatMap(({ result, log }) =>
    log.runs.map((run) => ({ ...run, automationDetails: { id: `nilecare-migrate/${result.name}/` } })),
  );
  return { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs };
}

function logOf({ outcome, reports }: DatabaseResult, context: SarifContext): Log {
  return 'error' in outcome ? errorSarif(outcome.error, context) : reportSarif(reports, context);
}
