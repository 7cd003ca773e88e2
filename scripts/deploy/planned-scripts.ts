import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './options.ts';

/** Of the evidence of a run; docs/evidence.md. */
interface EvidenceJson {
  readonly operation: string;
  readonly result: { readonly outcome: string };
  readonly plan: { readonly steps: readonly { readonly script: string }[] } | null;
}

/**
 * Names of the scripts that the migrations of this run had in their plans, by the evidence in a folder that this run alone writes
 * to. One that was refused has changed nothing.
 *
 * @throws UsageError when one was killed, so that nobody knows its plan, or when the folder cannot be understood
 */
export function plannedScripts(folder: string): ReadonlySet<string> {
  const runs = filesOf(folder)
    .map(readEvidence)
    .filter(({ operation, result }) => operation === 'migrate' && result.outcome !== 'refused');
  return new Set(
    runs.flatMap(({ result, plan }) => {
      if (result.outcome === 'started')
        throw new UsageError(
          `The migration was killed before it could tell its plan, so nothing is taken back. Go on by hand: docs/runbooks/interrupted-migration.md.`,
        );
      return plan?.steps.map(({ script }) => path.win32.basename(script)) ?? [];
    }),
  );
}

/** None when the folder is not there: then nothing was begun. */
function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => path.join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function readEvidence(file: string): EvidenceJson {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as EvidenceJson;
  } catch (error) {
    throw new UsageError(
      `${file} is not the evidence of a run (${error instanceof Error ? error.message : String(error)}), so nothing is taken back. Go on by hand: docs/runbooks/undo-in-production.md.`,
    );
  }
}
