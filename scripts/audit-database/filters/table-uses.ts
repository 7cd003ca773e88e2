import { comparedColumns, leadingName, type ColumnName } from './conditions.ts';
import { isMark, isWord, readNodes, type Node } from './tokens.ts';

/** One place where a statement reads a table, and the columns by whose values it picks or joins its rows. */
export interface TableUse {
  readonly table: string;
  readonly columns: readonly string[];
}

/**
 * Where a SELECT, UPDATE or DELETE reads tables, subqueries included. Made for the text that servers print of a view
 * (every table with an alias, every column behind one); a column without one is told only where the statement reads
 * a single table. The parsers of npm that were tried (node-sql-parser 5.4, js-sql-parser 1.6) fail on what servers
 * print: nested joins, `interval` behind a function, `cast`.
 */
export function tableUses(sql: string): readonly TableUse[] {
  return usesOfQuery(readNodes(sql));
}

interface Source {
  readonly table: string;
  readonly alias: string;
}

function usesOfQuery(nodes: readonly Node[]): readonly TableUse[] {
  return branchesOf(nodes).flatMap((branch) => {
    const { sources, conditions } = readBranch(branch);
    const names = conditions.flatMap(comparedColumns);
    return [
      ...sources.map(({ table, alias }) => ({
        table,
        columns: unique(names.filter((name) => isOf(name, alias, sources)).map(({ column }) => column)),
      })),
      ...subqueries(branch),
    ];
  });
}

function isOf({ of }: ColumnName, alias: string, sources: readonly Source[]): boolean {
  return of === undefined ? sources.length === 1 : of === alias;
}

/** The parts of a UNION, EXCEPT or INTERSECT. */
function branchesOf(nodes: readonly Node[]): readonly (readonly Node[])[] {
  const branches: Node[][] = [[]];
  for (const node of nodes) {
    if (isWord(node, 'union', 'except', 'intersect')) branches.push([]);
    else branches.at(-1)?.push(node);
  }
  return branches;
}

function readBranch(nodes: readonly Node[]): {
  readonly sources: readonly Source[];
  readonly conditions: readonly (readonly Node[])[];
} {
  const from = sectionOf(nodes, isWord(nodes[0], 'update') ? 'update' : 'from');
  const where = sectionOf(nodes, 'where');
  const joined = readJoins(from);
  return {
    sources: joined.sources,
    conditions: [...joined.conditions, ...(where.length > 0 ? [where] : [])],
  };
}

const sectionWords = ['from', 'where', 'group', 'having', 'order', 'limit', 'window', 'for', 'lock', 'set'];

function sectionOf(nodes: readonly Node[], word: string): readonly Node[] {
  const start = nodes.findIndex((node) => isWord(node, word));
  if (start < 0) return [];
  const rest = nodes.slice(start + 1);
  const end = rest.findIndex((node) => isWord(node, ...sectionWords));
  return end < 0 ? rest : rest.slice(0, end);
}

const joinWords = ['join', 'inner', 'left', 'right', 'outer', 'cross', 'natural', 'straight_join'];

function readJoins(nodes: readonly Node[]): ReturnType<typeof readBranch> {
  const sources: Source[] = [];
  const conditions: (readonly Node[])[] = [];
  for (const item of itemsOf(nodes)) {
    const on = item.findIndex((node) => isWord(node, 'on'));
    if (on >= 0) conditions.push(item.slice(on + 1));
    const [first, ...rest] = on < 0 ? item : item.slice(0, on);
    if (first?.kind === 'group') {
      if (isSelect(first.nodes)) continue;
      const inner = readJoins(first.nodes);
      sources.push(...inner.sources);
      conditions.push(...inner.conditions);
    } else if (first) sources.push(...sourceOf([first, ...rest]));
  }
  return { sources, conditions };
}

/** The parts of a FROM clause between commas and joins. */
function itemsOf(nodes: readonly Node[]): readonly (readonly Node[])[] {
  const items: Node[][] = [[]];
  for (const node of nodes) {
    if (isMark(node, ',') || isWord(node, ...joinWords)) items.push([]);
    else items.at(-1)?.push(node);
  }
  return items.filter((item) => item.length > 0);
}

function sourceOf(nodes: readonly Node[]): readonly Source[] {
  const table = leadingName(nodes);
  if (table === undefined) return [];
  const rest = isWord(table.rest[0], 'as') ? table.rest.slice(1) : table.rest;
  const alias = leadingName(rest);
  return [{ table: table.name.column, alias: alias?.name.column ?? table.name.column }];
}

function subqueries(nodes: readonly Node[]): readonly TableUse[] {
  return nodes.flatMap((node) => {
    if (node.kind !== 'group') return [];
    return isSelect(node.nodes) ? usesOfQuery(node.nodes) : subqueries(node.nodes);
  });
}

function isSelect(nodes: readonly Node[]): boolean {
  return isWord(nodes[0], 'select', 'with');
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
