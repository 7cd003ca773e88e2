import { isMark, isWord, type Node } from './tokens.ts';

/** A column as a condition names it. */
export interface ColumnName {
  /** The alias or table in front of it. */
  readonly of?: string;
  readonly column: string;
}

/**
 * The columns by whose values a condition picks rows, as far as an index could serve it: compared by `=`, `<`, `>`,
 * IN, BETWEEN, LIKE or IS NULL, in every branch of an OR, and not inside a function or behind NOT.
 */
export function comparedColumns(condition: readonly Node[]): readonly ColumnName[] {
  const nodes = unwrap(condition);
  const branches = split(nodes, 'or');
  if (branches.length > 1) return inAll(branches.map(comparedColumns));
  const conjuncts = splitConjuncts(nodes);
  return conjuncts.length > 1 ? conjuncts.flatMap(comparedColumns) : ofComparison(nodes);
}

/** A column reference that begins at the start of the nodes, and what follows it. */
export function leadingName(
  nodes: readonly Node[],
): { readonly name: ColumnName; readonly rest: readonly Node[] } | undefined {
  const parts: string[] = [];
  let index = 0;
  for (; ; index += 2) {
    const node = nodes[index];
    if (node?.kind !== 'name' && !(node?.kind === 'word' && !isReserved(node.text))) return undefined;
    parts.push(node.text);
    if (!isMark(nodes[index + 1], '.')) break;
  }
  const [column = '', of] = parts.toReversed();
  return { name: { column, ...(of !== undefined && { of }) }, rest: nodes.slice(index + 1) };
}

function ofComparison(nodes: readonly Node[]): readonly ColumnName[] {
  const left = leadingName(nodes);
  const operator = left?.rest[0];
  const found = left && isServed(left.rest) ? [left.name] : [];
  const at = nodes.findIndex((node) => isMark(node, '=', '<', '>', '<=', '>=', '<=>'));
  const right = at < 0 ? undefined : leadingName(unwrap(nodes.slice(at + 1)));
  const isWholeRight = right?.rest.length === 0 && !isWord(operator, 'in', 'is', 'between', 'like');
  return right && isWholeRight ? [...found, right.name] : found;
}

/** Whether an index helps with what stands behind a column. */
function isServed(rest: readonly Node[]): boolean {
  const [operator, next] = rest;
  if (isMark(operator, '=', '<', '>', '<=', '>=', '<=>') || isWord(operator, 'in', 'between', 'like'))
    return true;
  return isWord(operator, 'is') && isWord(next, 'null');
}

function unwrap(nodes: readonly Node[]): readonly Node[] {
  const [only] = nodes;
  return nodes.length === 1 && only?.kind === 'group' ? unwrap(only.nodes) : nodes;
}

function split(nodes: readonly Node[], word: string): readonly (readonly Node[])[] {
  const parts: Node[][] = [[]];
  for (const node of nodes) {
    if (isWord(node, word)) parts.push([]);
    else parts.at(-1)?.push(node);
  }
  return parts;
}

/** The AND of a BETWEEN does not separate. */
function splitConjuncts(nodes: readonly Node[]): readonly (readonly Node[])[] {
  const parts: Node[][] = [[]];
  let isBetween = false;
  for (const node of nodes) {
    if (isWord(node, 'and') && !isBetween) parts.push([]);
    else parts.at(-1)?.push(node);
    isBetween = isWord(node, 'between') || (isBetween && !isWord(node, 'and'));
  }
  return parts;
}

function inAll(branches: readonly (readonly ColumnName[])[]): readonly ColumnName[] {
  const [first = [], ...others] = branches;
  return first.filter((name) =>
    others.every((branch) => branch.some(({ of, column }) => of === name.of && column === name.column)),
  );
}

const reserved = new Set(['not', 'exists', 'case', 'interval', 'null', 'true', 'false', 'select', 'binary']);

function isReserved(word: string): boolean {
  return reserved.has(word);
}
