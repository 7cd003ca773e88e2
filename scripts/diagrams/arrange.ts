import * as dagre from '@dagrejs/dagre';
import type { Box } from './boxes.ts';
import { gaps, type Crossing, type PlacedBox } from './diagram.ts';
import type { Relationship } from './relationships.ts';

/** Boxes with their places. */
export interface Arrangement {
  readonly placed: readonly PlacedBox[];
  /** Of each relationship, in their order. */
  readonly crossings: readonly (readonly Crossing[])[];
}

/** Places boxes that relationships join, by the layered layout of dagre. */
export function arrange(boxes: readonly Box[], relationships: readonly Relationship[]): Arrangement {
  if (boxes.length === 0) return { placed: [], crossings: [] };
  const graph = laidOut(boxes, relationships);
  const centres = boxes.map((box) => ({ box, centre: graph.node(box.table) }));
  const columns = columnsOf(centres);
  return {
    placed: centres.map(({ box, centre }) => {
      const column = columns.find(({ middle }) => isAbout(middle, centre.x));
      const width = column?.width ?? box.width;
      return { ...box, width, x: centre.x - width / 2, y: centre.y - box.height / 2 };
    }),
    crossings: relationships.map(({ parent, child }, index) =>
      parent === child
        ? []
        : crossingsOf(graph.edge({ v: parent, w: child, name: String(index) }).points, columns),
    ),
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What is used of dagre, whose own types do not resolve under `nodenext`. */
interface Dagre {
  readonly Graph: new (kind: { readonly multigraph: boolean }) => LaidOutGraph;
  readonly layout: (graph: LaidOutGraph) => void;
}

interface LaidOutGraph {
  setGraph(settings: Readonly<Record<string, string | number>>): void;
  setNode(name: string, size: { width: number; height: number }): void;
  setEdge(from: string, to: string, label: object, name: string): void;
  node(name: string): Point;
  edge(edge: { readonly v: string; readonly w: string; readonly name: string }): {
    readonly points: readonly Point[];
  };
}

function laidOut(boxes: readonly Box[], relationships: readonly Relationship[]): LaidOutGraph {
  const { Graph, layout } = dagre as unknown as Dagre;
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    rankdir: 'LR',
    ranksep: gaps.betweenColumns,
    nodesep: gaps.betweenBoxes,
    edgesep: gaps.betweenLines,
  });
  for (const { table, width, height } of boxes) graph.setNode(table, { width, height });
  for (const [index, { parent, child }] of relationships.entries())
    if (parent !== child) graph.setEdge(parent, child, {}, String(index));
  layout(graph);
  return graph;
}

/** Boxes above each other: dagre gives them one middle. */
interface BoxColumn {
  readonly middle: number;
  readonly width: number;
}

function columnsOf(centres: readonly { readonly box: Box; readonly centre: Point }[]): readonly BoxColumn[] {
  const middles = [...new Set(centres.map(({ centre }) => centre.x))];
  return middles.map((middle) => ({
    middle,
    width: Math.max(...centres.filter(({ centre }) => isAbout(centre.x, middle)).map(({ box }) => box.width)),
  }));
}

/** The points of a line between two boxes that are not its own. */
function crossingsOf(points: readonly Point[], columns: readonly BoxColumn[]): readonly Crossing[] {
  return points.slice(1, -1).flatMap(({ x, y }) => {
    const column = columns.find(({ middle }) => isAbout(middle, x));
    return column
      ? [{ y, from: column.middle - column.width / 2, to: column.middle + column.width / 2 }]
      : [];
  });
}

function isAbout(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.5;
}
