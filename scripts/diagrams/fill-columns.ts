import type { Box } from './boxes.ts';
import { gaps, type Line, type PlacedBox } from './diagram.ts';

/** Places boxes one by one at the end of the column that is shortest then, if it is wide enough; without columns, side by side in threes. */
export function fillColumns(
  boxes: readonly Box[],
  placed: readonly PlacedBox[],
  lines: readonly Line[],
): readonly PlacedBox[] {
  const columns = placed.length > 0 ? columnsOf(placed, lines) : newColumns(boxes);
  const filled: PlacedBox[] = [];
  for (const box of [...boxes].sort((a, b) => b.height - a.height)) {
    const wideEnough = columns.filter(({ width }) => width >= box.width);
    const column = shortest(wideEnough.length > 0 ? wideEnough : columns);
    filled.push({ ...box, x: column.x, y: column.bottom, width: Math.max(column.width, box.width) });
    column.bottom += box.height + gaps.betweenBoxes;
  }
  return filled;
}

function shortest(columns: readonly OpenColumn[]): OpenColumn {
  return columns.reduce((best, each) => (each.bottom < best.bottom ? each : best));
}

interface OpenColumn {
  readonly x: number;
  readonly width: number;
  /** Where the next box may begin. */
  bottom: number;
}

function columnsOf(placed: readonly PlacedBox[], lines: readonly Line[]): readonly OpenColumn[] {
  const crossings = lines.flatMap((line) => line.crossings);
  return [...new Set(placed.map(({ x }) => x))].map((x) => {
    const members = placed.filter((box) => box.x === x);
    const ends = [
      ...members.map(({ y, height }) => y + height),
      ...crossings.filter(({ from }) => from === x).map(({ y }) => y),
    ];
    return { x, width: members[0]?.width ?? 0, bottom: Math.max(...ends) + gaps.betweenBoxes };
  });
}

function newColumns(boxes: readonly Box[]): readonly OpenColumn[] {
  const width = Math.max(0, ...boxes.map((box) => box.width));
  return [0, 1, 2].map((index) => ({ x: index * (width + gaps.betweenBoxes), width, bottom: 0 }));
}
