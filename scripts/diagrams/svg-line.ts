import { bulge, levelEnd, type End, type Line } from './diagram.ts';

/** The path of a relationship's line, level where it leaves and reaches boxes. */
export function linePath({ parentEnd, childEnd, crossings }: Line): string {
  const start = outside(parentEnd);
  const end = outside(childEnd);
  const parts = [`M${at(parentEnd)} H${number(start.x)}`];
  let from: Point = start;
  for (const { y, from: left, to: right } of crossings) {
    const [near, far] = start.x < end.x ? [left, right] : [right, left];
    parts.push(curve(from, { x: near, y }), `H${number(far)}`);
    from = { x: far, y };
  }
  const isLoop = parentEnd.side === childEnd.side;
  parts.push(isLoop ? loop(from, end) : curve(from, end), `H${number(childEnd.x)}`);
  return parts.join(' ');
}

/** The marks at the parent's end: a bar for exactly one, a ring and a bar for none or one. */
export function parentMark({ parentEnd, relationship }: Line): string {
  return endMark(parentEnd, relationship.parents === 'one' ? ['bar', 'bar'] : ['bar', 'ring']);
}

/** The marks at the child's end: ring and crow's foot for any number, ring and bar for one at most. */
export function childMark({ childEnd, relationship }: Line): string {
  return endMark(childEnd, relationship.children === 'any number' ? ['foot', 'ring'] : ['bar', 'ring']);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function outside({ x, y, side }: End): Point {
  return { x: side === 'right' ? x + levelEnd : x - levelEnd, y };
}

function curve(from: Point, to: Point): string {
  const middle = (from.x + to.x) / 2;
  return `C${at({ x: middle, y: from.y })} ${at({ x: middle, y: to.y })} ${at(to)}`;
}

function loop(from: Point, to: Point): string {
  const x = Math.max(from.x, to.x) + bulge;
  return `C${at({ x, y: from.y })} ${at({ x, y: to.y })} ${at(to)}`;
}

type Mark = 'bar' | 'ring' | 'foot';

/** Two marks, the first next to the box. */
function endMark({ x, y, side }: End, marks: readonly [Mark, Mark]): string {
  const out = side === 'right' ? 1 : -1;
  return marks
    .map((mark, index) => {
      const distance = index === 0 ? 8 : mark === 'ring' ? 17 : 13;
      return shape(mark, { x: x + out * distance, y }, x);
    })
    .join('');
}

function shape(mark: Mark, { x, y }: Point, edge: number): string {
  switch (mark) {
    case 'bar':
      return `<path d="M${at({ x, y: y - 5 })} V${number(y + 5)}"/>`;
    case 'ring':
      return `<circle cx="${number(x)}" cy="${number(y)}" r="4"/>`;
    case 'foot': {
      const tip = edge + (x - edge) * 1.6;
      return `<path d="M${at({ x: edge, y: y - 6 })} L${at({ x: tip, y })} L${at({ x: edge, y: y + 6 })}"/>`;
    }
  }
}

function at({ x, y }: Point): string {
  return `${number(x)},${number(y)}`;
}

/** Short and the same on every machine. */
export function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}
