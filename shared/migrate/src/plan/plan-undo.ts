import type { Target } from '../config/config.ts';
import { UndoError } from '../errors.ts';
import type { HistoryRow, Migration, MigrationInfo, Plan, Script, Step, StepRow } from '../model.ts';
import { compareVersions, type Version } from '../version.ts';
import { abbreviate, abbreviateScript } from './findings.ts';
import { isInEffect } from './states.ts';

/** An applied version and the file that takes it back. */
export interface Undoable {
  readonly row: HistoryRow;
  readonly undo: Migration;
}

/**
 * What `undo` takes back, the last applied first: the newest version, or with a target version every one
 * from it on (Flyway: "until it hits one with a version below the target"). A baseline ends it.
 *
 * @throws UndoError listing every version that has no Undo file
 */
export function undoableMigrations(infos: readonly MigrationInfo[], target: Target): readonly Undoable[] {
  const chosen = chooseRows(infos, target);
  const withoutUndo = chosen.flatMap(({ row, undo }) => (row && !undo ? [row] : []));
  if (withoutUndo.length > 0) throw new UndoError(withoutUndo);
  return chosen.flatMap(({ row, undo }) => (row && undo ? [{ row, undo }] : []));
}

function chooseRows(infos: readonly MigrationInfo[], target: Target): readonly MigrationInfo[] {
  const applied = infos.filter((info) => isInEffect(info) && info.row?.version).reverse();
  const baseline = applied.findIndex(({ state }) => state === 'Baseline');
  const candidates = baseline === -1 ? applied : applied.slice(0, baseline);
  if (target.kind !== 'version') return candidates.slice(0, 1);
  const end = candidates.findIndex(
    ({ row }) => row?.version && compareVersions(row.version, target.version) < 0,
  );
  return end === -1 ? candidates : candidates.slice(0, end);
}

/** `scripts` are those of {@link undoableMigrations}, in order. */
export function planUndo(undoables: readonly Undoable[], scripts: readonly Script[]): Plan {
  return {
    steps: undoables.flatMap(({ row, undo }, index): Step[] => {
      const script = scripts[index];
      return script ? [{ kind: 'undo', script, undoes: row, row: undoRow(row.version, undo) }] : [];
    }),
  };
}

/** A DELETE row, because free Flyway crashes on UNDO_SQL rows and reads these (docs/decisions). */
export function undoRow(version: Version | undefined, undo: Migration): StepRow {
  return {
    ...(version && { version }),
    description: abbreviate(undo.description),
    type: 'DELETE',
    script: abbreviateScript(undo.script),
    checksum: undo.checksum,
  };
}
