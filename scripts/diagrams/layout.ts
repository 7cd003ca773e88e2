import type { Catalog } from '../catalog/model.ts';
import { arrange } from './arrange.ts';
import { boxOf, measures, rowOffset, type ShownColumns } from './boxes.ts';
import { bulge, levelEnd, type Diagram, type End, type Line, type PlacedBox } from './diagram.ts';
import { fillColumns } from './fill-columns.ts';
import { relationshipsOf, type Relationship } from './relationships.ts';

/**
 * Places parents left of their children, in columns as wide as their widest box; tables without a relationship fill
 * the shortest columns. The same tables always get the same places.
 */
export function layoutOf(catalog: Catalog, shown: ShownColumns): Diagram {
  const boxes = catalog.tables.map((table) => boxOf(table, shown));
  const relationships = relationshipsOf(catalog);
  const related = new Set(relationships.flatMap(({ child, parent }) => [child, parent]));
  const { placed, crossings } = arrange(
    boxes.filter(({ table }) => related.has(table)),
    relationships,
  );
  const lines = apart(
    relationships.map((relationship, index) => lineBetween(relationship, placed, crossings[index] ?? [])),
  );
  const alone = boxes.filter(({ table }) => !related.has(table));
  const all = [...placed, ...fillColumns(alone, placed, lines)];
  return {
    boxes: all,
    lines,
    width: Math.ceil(Math.max(0, ...all.map(({ x, width }) => x + width), ...lines.map(rightmost))),
    height: Math.ceil(Math.max(0, ...all.map(({ y, height }) => y + height))),
  };
}

function lineBetween(
  relationship: Relationship,
  placed: readonly PlacedBox[],
  crossings: Line['crossings'],
): Line {
  const child = boxNamed(placed, relationship.child);
  const parent = boxNamed(placed, relationship.parent);
  const childIsRight = child.x > parent.x;
  const parentEnd = endAt(
    parent,
    relationship.parentColumns[0],
    childIsRight || child === parent ? 'right' : 'left',
  );
  return {
    relationship,
    parentEnd,
    childEnd: endAt(child, relationship.childColumns[0], childIsRight ? 'left' : 'right'),
    crossings,
  };
}

/** Lines with unlike marks do not meet a parent at one place: those of "none or one" do so a row lower. */
function apart(lines: readonly Line[]): readonly Line[] {
  const isOne = ({ relationship }: Line) => relationship.parents === 'one';
  const firm = new Set(lines.filter(isOne).map(({ relationship }) => relationship.parent));
  return lines.map((line) =>
    isOne(line) || !firm.has(line.relationship.parent)
      ? line
      : { ...line, parentEnd: { ...line.parentEnd, y: line.parentEnd.y + measures.row } },
  );
}

function rightmost({ parentEnd, childEnd }: Line): number {
  return parentEnd.side === childEnd.side ? Math.max(parentEnd.x, childEnd.x) + levelEnd + bulge : 0;
}

function boxNamed(placed: readonly PlacedBox[], name: string): PlacedBox {
  const found = placed.find(({ table }) => table === name);
  if (!found) throw new Error(`A foreign key points to ${name}, which is no table of its database.`);
  return found;
}

function endAt(box: PlacedBox, column = '', side: End['side']): End {
  return { x: side === 'left' ? box.x : box.x + box.width, y: box.y + rowOffset(box, column), side };
}
