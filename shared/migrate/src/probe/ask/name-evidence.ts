import type { Clause, DroppedObject, Element } from '../table-form.ts';
import { lower, type TableDefinition } from './table-definition.ts';

/** What the names in a table say of a statement that adds, drops or renames some of them. */
export type Evidence = 'before' | 'behind' | 'none' | 'contradiction';

type Space = 'column' | 'index' | 'foreign key' | 'check';

/** A name that is there only before the statement, or only behind it. */
interface Trace {
  readonly spaces: readonly Space[];
  readonly name: string;
  /** IF EXISTS, IF NOT EXISTS: it may be so on both sides. */
  readonly isOptional: boolean;
}

/**
 * ALTER TABLE is atomic on both servers, so that its names are all as before it or all as behind it. A name that goes
 * and comes in one statement says nothing.
 */
export function nameEvidence(clauses: readonly Clause[], table: TableDefinition): Evidence {
  const [going, coming] = [clauses.flatMap(goingOf), clauses.flatMap(comingOf)];
  const onlyBefore = going.filter((trace) => !coming.some((other) => overlap(trace, other)));
  const onlyBehind = coming.filter((trace) => !going.some((other) => overlap(trace, other)));
  const isThere = ({ spaces, name }: Trace) => spaces.some((space) => namesOf(table, space).has(name));
  const fitsBehind = onlyBefore.every((trace) => !isThere(trace)) && onlyBehind.every(isThere);
  const fitsBefore =
    onlyBefore.every((trace) => trace.isOptional || isThere(trace)) &&
    onlyBehind.every((trace) => trace.isOptional || !isThere(trace));
  if (fitsBefore && fitsBehind) return 'none';
  if (fitsBefore || fitsBehind) return fitsBefore ? 'before' : 'behind';
  return 'contradiction';
}

function goingOf(clause: Clause): readonly Trace[] {
  switch (clause.kind) {
    case 'drop':
      return [trace(spacesOf(clause.object), clause.name, clause.ifExists)];
    case 'rename':
      return [trace([clause.object], clause.from, false)];
    case 'change':
      return [trace(['column'], clause.from, false)];
    default:
      return [];
  }
}

function comingOf(clause: Clause): readonly Trace[] {
  switch (clause.kind) {
    case 'add':
      return addedBy(clause.element, clause.ifNotExists);
    case 'rename':
      return [trace([clause.object], clause.to, false)];
    case 'change':
      return [trace(['column'], clause.to, false)];
    default:
      return [];
  }
}

function addedBy(element: Element, isOptional: boolean): readonly Trace[] {
  if (element.kind === 'other' || element.name === undefined) return [];
  return [trace([element.kind], element.name, isOptional)];
}

function spacesOf(object: DroppedObject): readonly Space[] {
  return object === 'constraint' ? ['index', 'foreign key', 'check'] : [object];
}

function trace(spaces: readonly Space[], name: string, isOptional: boolean): Trace {
  return { spaces, name: lower(name), isOptional };
}

function overlap(a: Trace, b: Trace): boolean {
  return a.name === b.name && a.spaces.some((space) => b.spaces.includes(space));
}

function namesOf(table: TableDefinition, space: Space): ReadonlySet<string> {
  const parts = {
    column: table.columns,
    index: table.indexes,
    'foreign key': table.foreignKeys,
    check: table.checks,
  }[space];
  return new Set(parts.map(({ name }) => lower(name ?? '')));
}
