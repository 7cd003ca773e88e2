import { doubt, inEffect, notInEffect, type Finding } from '../answer.ts';
import type { Change, ObjectName } from '../change.ts';
import type { Clause, TableForm } from '../table-form.ts';
import { compareDefinitions } from './compare-definitions.ts';
import type { Context } from './context.ts';
import { nameEvidence, type Evidence } from './name-evidence.ts';
import { isPresent, type Sight } from './sight.ts';
import { readTableDefinition } from './table-definition.ts';
import type { Moment } from './moment.ts';

type AlterTable = Extract<TableForm, { kind: 'alter table' }>;

/**
 * Whether the table is as the clauses demand. They take effect together or not at all, so that a name that is missing
 * settles the matter for all; that all is as demanded has to be seen of each.
 */
export async function probeAlterTable(
  context: Context,
  { sqlMode }: Change,
  { table, clauses }: AlterTable,
  sights: readonly Sight[],
  moment: Moment,
): Promise<Finding> {
  if (moment === 'unchanged' && clauses.every(isVisible)) return notInEffect;
  const { sight, name, renaming } = pickSubject(table, clauses, sights);
  const actual = sight && (await readTableDefinition(context, name, sight.definition ?? ''));
  if (!actual) return doubt('contradiction');
  const names = combine(renaming, nameEvidence(clauses, actual));
  if (names === 'before') return notInEffect;
  if (names === 'contradiction') return doubt('contradiction');
  const comparison = await compareDefinitions(context, { clauses, sqlMode, schema: table.schema, actual });
  switch (comparison) {
    case 'equal':
      return inEffect;
    case 'maybe of before':
      return names === 'behind' || moment === 'changed' ? inEffect : doubt('same before');
    case 'different':
      return names === 'behind' ? doubt('other definition') : notInEffect;
    case 'unknown':
      return doubt(clauses.some(({ kind }) => kind === 'unknown') ? 'form' : 'definition not comparable');
  }
}

/** Whether a clause, when it changes anything, changes what is printed of the table. */
function isVisible({ kind }: Clause): boolean {
  return kind !== 'unknown' && kind !== 'auto_increment';
}

interface Subject {
  readonly sight: Sight | undefined;
  readonly name: ObjectName;
  readonly renaming: Evidence;
}

/** The table under the name that it has now, and what that name says. */
function pickSubject(
  table: ObjectName,
  clauses: readonly Clause[],
  [old, target]: readonly Sight[],
): Subject {
  const renaming = clauses.find((clause) => clause.kind === 'rename table');
  if (!renaming || !old || !target || old.name === target.name)
    return { sight: old, name: table, renaming: 'none' };
  if (isPresent(old) === isPresent(target))
    return { sight: undefined, name: table, renaming: 'contradiction' };
  return isPresent(old)
    ? { sight: old, name: table, renaming: 'before' }
    : { sight: target, name: renaming.to, renaming: 'behind' };
}

function combine(a: Evidence, b: Evidence): Evidence {
  if (a === 'none' || a === b) return b;
  return b === 'none' ? a : 'contradiction';
}
