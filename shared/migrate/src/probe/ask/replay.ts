import { quoteName } from '../../history/sql.ts';
import type { Clause, Element } from '../table-form.ts';
import { among, type Comparison, type Demand } from './comparison.ts';
import type { Context } from './context.ts';
import { rehearsable, rehearse } from './rehearse.ts';
import { lower, sameIndex, type TableDefinition } from './table-definition.ts';

/**
 * Takes from a copy of the table what the statement has added, and runs the statement's clauses on it once more: the
 * copy ends as it began if all is as demanded. What was dropped or renamed has been judged by its name.
 */
export async function replay(
  context: Context,
  { clauses, sqlMode, schema, actual }: Demand,
): Promise<Comparison> {
  const again = clauses.flatMap(againOf);
  if (again.length === 0) return 'equal';
  const elements = [...actual.columns, ...actual.indexes];
  const back = clauses.flatMap(backOf);
  const steps = [
    { text: `${rehearsable(elements)} ${actual.options}`, sqlMode: '' },
    ...(back.length > 0 ? [{ text: back.join(', '), sqlMode: '' }] : []),
    { text: again.join(', '), sqlMode },
  ];
  const states = await rehearse(context, schema, steps);
  const [first, last] = [states?.[0], states?.at(-1)];
  if (!first || !last) return 'unknown';
  return compareStates(first, last, clauses, actual);
}

function againOf(clause: Clause): readonly string[] {
  switch (clause.kind) {
    case 'add':
      return addedAgain(clause.element, clause.text);
    case 'set':
    case 'change':
      return [clause.text];
    default:
      return [];
  }
}

function addedAgain(element: Element, text: string): readonly string[] {
  switch (element.kind) {
    case 'column':
      return [text];
    case 'index':
      return element.isFulltext ? [] : [text];
    case 'check':
      return [`ADD ${element.text}`];
    default:
      return [];
  }
}

function backOf(clause: Clause): readonly string[] {
  if (clause.kind !== 'add' || clause.element.kind === 'other' || clause.element.name === undefined)
    return [];
  const { kind, name } = clause.element;
  if (kind === 'column') return [`DROP COLUMN ${quoteName(name)}`];
  if (kind !== 'index' || clause.element.isFulltext) return [];
  return [name === 'PRIMARY' ? 'DROP PRIMARY KEY' : `DROP INDEX ${quoteName(name)}`];
}

/**
 * A copy is not always as its original: MySQL gives a column without any default the default NULL. So a column that the
 * statement is about has to end as in the original; the others as they began.
 */
function compareStates(
  first: TableDefinition,
  last: TableDefinition,
  clauses: readonly Clause[],
  actual: TableDefinition,
): Comparison {
  if (first.options !== actual.options) return 'unknown';
  const names = (table: TableDefinition) => JSON.stringify(table.columns.map(({ name }) => name));
  if (names(actual) !== names(last) || first.options !== last.options) return 'different';
  const own = new Set(clauses.flatMap(columnOf));
  const isAsDemanded = last.columns.every(({ name, fact }, at) => {
    const original = own.has(lower(name)) ? actual : first;
    return original.columns[at]?.fact === fact;
  });
  if (!isAsDemanded) return 'different';
  return compareIndexes(first, last, clauses, actual);
}

/** The column that a clause is about. */
function columnOf(clause: Clause): readonly string[] {
  if (clause.kind === 'set') return clause.column === undefined ? [] : [lower(clause.column)];
  if (clause.kind === 'change') return [lower(clause.to)];
  return clause.kind === 'add' && clause.element.kind === 'column' ? [lower(clause.element.name)] : [];
}

function compareIndexes(
  first: TableDefinition,
  last: TableDefinition,
  clauses: readonly Clause[],
  actual: TableDefinition,
): Comparison {
  const isKept = first.indexes.every((index) => last.indexes.some((each) => isSame(index, each)));
  if (!isKept) return 'different';
  const added = last.indexes.filter((index) => !first.indexes.some((each) => isSame(index, each)));
  if (!added.every((index) => first.indexes.some((each) => sameIndex(index, each)))) return 'different';
  const checks = compareChecks(last, clauses, actual);
  return checks === 'equal' && added.length > 0 ? 'maybe of before' : checks;
}

function isSame(a: TableDefinition['indexes'][number], b: TableDefinition['indexes'][number]): boolean {
  return a.name === b.name && sameIndex(a, b);
}

/** The copy has no checks but those of this statement, without names. */
function compareChecks(
  last: TableDefinition,
  clauses: readonly Clause[],
  actual: TableDefinition,
): Comparison {
  if (!last.checks.every(({ text }) => actual.checks.some((check) => check.text === text)))
    return 'different';
  const added = clauses.flatMap((clause) =>
    clause.kind === 'add' && clause.element.kind === 'check' ? [clause.element] : [],
  );
  const texts = new Set(last.checks.map(({ text }) => text));
  const same = actual.checks.filter(({ text }) => texts.has(text));
  const found = added.map(({ name }) => among(name, same));
  return found.find((each) => each === 'different') ?? found.find((each) => each !== 'equal') ?? 'equal';
}
