import type { Catalog } from '../catalog/model.ts';
import type { ShownColumns } from './boxes.ts';
import type { Diagram, Line } from './diagram.ts';
import { layoutOf } from './layout.ts';
import type { Relationship } from './relationships.ts';
import { boxElement, escapeXml } from './svg-box.ts';
import { childMark, linePath, parentMark } from './svg-line.ts';
import { style } from './svg-style.ts';

/**
 * The tables of a database as a self-contained SVG: text that can be selected, dark and light, a title and a
 * description for screen readers. Equal catalogues give equal bytes.
 *
 * @param shown `keys` leaves out the columns that are part of no key; default: `all`
 */
export function erSvg(catalog: Catalog, shown: ShownColumns = 'all'): string {
  const diagram = layoutOf(catalog, shown);
  const width = Math.max(diagram.width, legendWidth) + 2 * margin;
  const height = diagram.height + top + bottom;
  const id = `er-${catalog.database}-${shown}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="er" role="img" aria-labelledby="${id}-title ${id}-text" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title id="${id}-title">${escapeXml(titleOf(catalog))}</title>`,
    `<desc id="${id}-text">${escapeXml(describe(catalog, diagram))}</desc>`,
    `<style>${style}</style>`,
    `<rect class="er-paper" width="100%" height="100%"/>`,
    `<text class="er-title" x="${margin}" y="34">${escapeXml(titleOf(catalog))}</text>`,
    `<g transform="translate(${margin},${top})">`,
    ...diagram.lines.map(lineElement),
    ...diagram.boxes.map(boxElement),
    '</g>',
    ...legend(height - bottom + 30),
    '</svg>',
    '',
  ].join('\n');
}

const margin = 24;
const top = 56;
const bottom = 72;
const legendWidth = 840;

function titleOf({ service, database, tables }: Catalog): string {
  const name = service === undefined ? database : `${service}: ${database}`;
  return `${name}, ${tables.length} ${tables.length === 1 ? 'table' : 'tables'}`;
}

/** What the picture shows, in words. */
function describe({ tables }: Catalog, { lines }: Diagram): string {
  const names = tables.map(({ name }) => name).join(', ');
  const sentences = lines.map(({ relationship }) => sentenceOf(relationship));
  return [`Tables: ${names}.`, ...sentences].join(' ');
}

function sentenceOf({ child, childColumns, parent, parents, children }: Relationship): string {
  const many = children === 'any number' ? 'any number of rows' : 'at most one row';
  return `Each row of ${child} belongs to ${parents} of ${parent} by ${childColumns.join(', ')}; to one of ${parent} belong ${many}.`;
}

function lineElement(line: Line): string {
  const { child, childColumns, parent } = line.relationship;
  return [
    `<g class="er-line"><title>${escapeXml(`${child}.${childColumns.join(', ')} to ${parent}`)}</title>`,
    `<path d="${linePath(line)}"/>${parentMark(line)}${childMark(line)}</g>`,
  ].join('');
}

function legend(y: number): readonly string[] {
  const entry = (mark: string, text: string, name: string) =>
    `<tspan class="${name}" dx="18">${mark}</tspan> ${text}`;
  return [
    `<text class="er-quiet" x="${margin - 18}" y="${y}">`,
    entry('PK', 'primary key', 'er-mark er-pk'),
    entry('FK', 'foreign key', 'er-mark er-fk'),
    entry('UK', 'unique, alone or with others', 'er-mark er-uk'),
    entry('PHI', 'health information', 'er-private'),
    entry('PII', 'personal data', 'er-private'),
    entry('?', 'may be NULL', 'er-mark'),
    '</text>',
    `<text class="er-quiet" x="${margin}" y="${y + 20}">Two bars: exactly one. Ring and bar: none or one. Ring and crow’s foot: any number.</text>`,
  ];
}
