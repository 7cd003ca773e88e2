import type { Catalog, Column, Table } from '../catalog/model.ts';
import { keyMarks } from './key-marks.ts';
import { relationshipsOf, type Relationship } from './relationships.ts';

/** The tables of a database as an `erDiagram` of Mermaid, which GitHub draws. */
export function erMermaid(catalog: Catalog): string {
  return [
    'erDiagram',
    ...catalog.tables.flatMap(entityLines),
    ...relationshipsOf(catalog).map(relationshipLine),
    '',
  ].join('\n');
}

function entityLines(table: Table): readonly string[] {
  return [`  ${table.name} {`, ...table.columns.map((column) => attributeLine(table, column)), '  }'];
}

function attributeLine(table: Table, { name, type, nullable, comment }: Column): string {
  const marks = keyMarks(table, name).join(', ');
  const remark = [comment.replaceAll('"', "'"), nullable ? 'NULL' : ''].filter(Boolean).join('; ');
  return ['   ', typeWord(type), name, marks, remark && `"${remark}"`].filter(Boolean).join(' ');
}

/** Mermaid's grammar takes one word, without commas and quotes: the values of an ENUM are left out. */
function typeWord(type: string): string {
  return type
    .replace(/^(enum|set)\(.*\)$/s, '$1')
    .replaceAll(',', '-')
    .replaceAll(' ', '_');
}

function relationshipLine({ child, childColumns, parent, parents, children }: Relationship): string {
  const left = parents === 'one' ? '||' : '|o';
  const right = children === 'any number' ? 'o{' : 'o|';
  return `  ${parent} ${left}--${right} ${child} : "${childColumns.join(', ')}"`;
}
