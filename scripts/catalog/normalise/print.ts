import type { Node } from './node.ts';
import { levels } from './operators.ts';

/** Writes a tree with the fewest brackets that leave it easy to read. */
export function printNode(node: Node): string {
  switch (node.kind) {
    case 'atom':
      return node.text;
    case 'call':
      return `${node.name}(${node.values.map(printNode).join(', ')})`;
    case 'unary':
      return `${node.operator}${inside(node.value, node.level)}`;
    case 'binary':
      return printBinary(node);
    case 'is':
      return `${inside(node.value, levels.comparison + 1)} ${node.what}`;
    case 'in':
      return `${inside(node.value, levels.comparison + 1)} ${node.not ? 'NOT ' : ''}IN (${node.list.map(printNode).join(', ')})`;
    case 'between':
      return `${inside(node.value, levels.comparison + 1)} ${node.not ? 'NOT ' : ''}BETWEEN ${inside(node.low, levels.comparison + 1)} AND ${inside(node.high, levels.comparison + 1)}`;
    case 'case':
      return printCase(node);
  }
}

type NodeOf<Kind extends Node['kind']> = Extract<Node, { kind: Kind }>;

/**
 * Comparisons of comparisons, and AND in OR, get brackets that SQL does not need: few readers know the order of
 * precedence. A chain of one operator that groups either way gets none.
 */
function printBinary({ operator, level, left, right }: NodeOf<'binary'>): string {
  const isChain = operator === 'AND' || operator === 'OR';
  const sides = [left, right].map((side, index) => {
    if (isChain && side.kind === 'binary' && side.level < levels.not)
      return side.operator === operator ? printNode(side) : `(${printNode(side)})`;
    const leftAssociative = index === 0 && level !== levels.comparison;
    return inside(side, leftAssociative ? level : level + 1);
  });
  return sides.join(` ${operator} `);
}

function printCase({ value, branches, otherwise }: NodeOf<'case'>): string {
  return [
    'CASE',
    ...(value ? [printNode(value)] : []),
    ...branches.map(({ when, then }) => `WHEN ${printNode(when)} THEN ${printNode(then)}`),
    ...(otherwise ? [`ELSE ${printNode(otherwise)}`] : []),
    'END',
  ].join(' ');
}

/** In brackets when it binds less tightly than its place asks for. */
function inside(node: Node, minimum: number): string {
  return levelOf(node) < minimum ? `(${printNode(node)})` : printNode(node);
}

function levelOf(node: Node): number {
  switch (node.kind) {
    case 'binary':
    case 'unary':
      return node.level;
    case 'is':
    case 'in':
    case 'between':
      return levels.comparison;
    case 'atom':
    case 'call':
    case 'case':
      return Infinity;
  }
}
