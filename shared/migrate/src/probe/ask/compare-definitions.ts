import type { Clause, Element } from '../table-form.ts';
import { among, type Comparison, type Demand } from './comparison.ts';
import type { Context } from './context.ts';
import { replay } from './replay.ts';
import { lower, sameForeignKey, sameIndex, type TableDefinition } from './table-definition.ts';

/** Compares what the clauses demand with a table that has all the names which they give. */
export async function compareDefinitions(context: Context, demand: Demand): Promise<Comparison> {
  const { clauses, actual, schema } = demand;
  const found = clauses.map((clause) => compareClause(clause, actual, schema));
  if (found.includes('different')) return 'different';
  if (found.includes('unknown')) return 'unknown';
  const replayed = await replay(context, demand);
  if (replayed === 'different' || replayed === 'unknown') return replayed;
  return [...found, replayed].includes('maybe of before') || isRenewed(clauses) ? 'maybe of before' : 'equal';
}

/** What no temporary table can show. */
function compareClause(clause: Clause, actual: TableDefinition, schema: string): Comparison {
  switch (clause.kind) {
    case 'unknown':
      return 'unknown';
    case 'auto_increment':
      return compareCounter(Number(clause.value), Number(actual.counter));
    case 'enforce': {
      const check = actual.checks.find(({ name }) => lower(name ?? '') === lower(clause.name));
      if (!check) return 'unknown';
      return /\bNOT ENFORCED\b/i.test(check.text) === clause.enforced ? 'different' : 'equal';
    }
    case 'add':
      return compareAdded(clause.element, actual, schema);
    default:
      return 'equal';
  }
}

/** It grows with each row; the server raises one that is too low. */
function compareCounter(demanded: number, actual: number): Comparison {
  if (actual < demanded) return 'different';
  return actual === demanded ? 'equal' : 'unknown';
}

function compareAdded(element: Element, actual: TableDefinition, schema: string): Comparison {
  switch (element.kind) {
    case 'foreign key': {
      const same = actual.foreignKeys.filter((key) => sameForeignKey(element, key, schema));
      return among(element.name, same);
    }
    case 'index':
      return element.isFulltext
        ? among(
            element.name,
            actual.indexes.filter((index) => sameIndex(element, index)),
          )
        : 'equal';
    case 'other':
      return 'unknown';
    default:
      return 'equal';
  }
}

/** A column of the same name that was dropped and added: its rows tell, the definition may not. */
function isRenewed(clauses: readonly Clause[]): boolean {
  return clauses.some(
    (clause) =>
      clause.kind === 'drop' &&
      clause.object === 'column' &&
      clauses.some(
        (other) =>
          other.kind === 'add' &&
          other.element.kind === 'column' &&
          lower(other.element.name) === lower(clause.name),
      ),
  );
}
