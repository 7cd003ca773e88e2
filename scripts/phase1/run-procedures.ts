import type { Service } from '@nilecare/database';
import type { Baseline } from './baseline.ts';
import { procedures, type CriterionOf, type Procedure, type ProcedureNumber } from './criteria.ts';
import { concurrentMigration } from './procedures/concurrent-migration.ts';
import { dataPreservation } from './procedures/data-preservation.ts';
import { disasterRecovery } from './procedures/disaster-recovery.ts';
import { freshMigration } from './procedures/fresh-migration.ts';
import { idempotency } from './procedures/idempotency.ts';
import { isolation } from './procedures/isolation.ts';
import { performanceBaseline } from './procedures/performance-baseline.ts';
import { permissions } from './procedures/permissions.ts';
import { rollback } from './procedures/rollback.ts';
import { startUp } from './procedures/start-up.ts';
import { validation } from './procedures/validation.ts';
import type { Stage } from './stage.ts';
import { tryProcedure, type Result, type Trial } from './trial.ts';

const runs: { readonly [N in ProcedureNumber]: (trial: Trial<CriterionOf<N>>) => Promise<void> } = {
  1: freshMigration,
  2: rollback,
  3: dataPreservation,
  4: startUp,
  5: validation,
  6: permissions,
  7: performanceBaseline,
  8: concurrentMigration,
  9: idempotency,
  10: isolation,
  11: disasterRecovery,
};

/** Which procedures to run, on which services. */
export interface Selection {
  readonly services: readonly Service[];
  /** Default: all. */
  readonly only?: readonly ProcedureNumber[];
}

/** What is told while it runs. */
export interface Progress {
  onStart(procedure: Procedure, service: string): void;
  onEnd(result: Result): void;
}

/**
 * Runs procedures one after the other; one that fails does not stop the others.
 *
 * @param baseline what procedure 7 compares with; none when it is to be recorded
 * @throws the reason of the stage's signal when it is interrupted
 */
export async function runProcedures(
  stage: Stage,
  { services, only }: Selection,
  progress: Progress,
  baseline: Baseline | 'none',
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const wanted = procedures.filter(({ number }) => !only || only.includes(number));
  for (const service of services) {
    for (const procedure of wanted) {
      stage.signal.throwIfAborted();
      progress.onStart(procedure, service.name);
      const recorded = baseline === 'none' ? baseline : baseline[service.name]?.[stage.server.kind];
      const run: (trial: Trial<string>) => Promise<void> = runs[procedure.number];
      const result = await tryProcedure({ stage, service, baseline: recorded }, procedure, run);
      progress.onEnd(result);
      results.push(result);
    }
    // The set-up, which procedure 9 runs again, migrates all services: none may be left half way.
    await stage.reset(service);
  }
  return results;
}
