import { marksWidth, measures, type BoxRow } from './boxes.ts';
import type { PlacedBox } from './diagram.ts';
import { number } from './svg-line.ts';

/** A table: its name, a row for each column, and its comment as a tool-tip. */
export function boxElement(box: PlacedBox): string {
  const { x, y, width, height, header } = { ...box, header: measures.header };
  return [
    `<g class="er-table" transform="translate(${number(x)},${number(y)})">`,
    `<title>${escapeXml([box.table, box.comment].filter(Boolean).join(': '))}</title>`,
    `<rect class="er-box" width="${number(width)}" height="${number(height)}" rx="6"/>`,
    `<path class="er-head" d="M0,${header} V6 Q0,0 6,0 H${number(width - 6)} Q${number(width)},0 ${number(width)},6 V${header} Z"/>`,
    `<text class="er-name" x="${measures.padding}" y="20">${escapeXml(box.table)}</text>`,
    ...box.rows.map((row, index) => rowElement(row, rowBaseline(index), box)),
    ...(box.hidden > 0 ? [hiddenElement(box)] : []),
    '</g>',
  ].join('\n');
}

/** Text as XML writes it. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function rowElement(row: BoxRow, y: number, box: PlacedBox): string {
  const left = measures.padding;
  const right = number(box.width - measures.padding);
  const marks = row.marks.map(
    (mark, index) =>
      `<text class="er-mark er-${mark.toLowerCase()}" x="${left + index * measures.mark}" y="${y}">${mark}</text>`,
  );
  const privacy = row.privacy && `<tspan class="er-private"> ${row.privacy}</tspan>`;
  return [
    ...marks,
    `<text class="er-column" x="${left + marksWidth(box)}" y="${y}">${escapeXml(row.name)}${privacy ?? ''}</text>`,
    `<text class="er-type" x="${right}" y="${y}">${escapeXml(row.type)}</text>`,
  ].join('');
}

function hiddenElement(box: PlacedBox): string {
  const x = measures.padding + marksWidth(box);
  return `<text class="er-type er-hidden" x="${x}" y="${rowBaseline(box.rows.length)}">and ${box.hidden} more</text>`;
}

function rowBaseline(index: number): number {
  return measures.header + measures.padding / 2 + index * measures.row + 13;
}
