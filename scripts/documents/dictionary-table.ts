import type { Column, ForeignKey, Index, Table } from '../catalog/model.ts';
import { privacyMark } from '../catalog/privacy-mark.ts';
import { keyMarks } from '../diagrams/key-marks.ts';
import { code, page, plain, table } from './markdown.ts';

/**
 * The section of one table.
 *
 * @param remarks what each index is for, by its name
 */
export function tableSection(each: Table, remarks: ReadonlyMap<string, string>): string {
  const { name, comment, columns, indexes, foreignKeys, checks } = each;
  return page([
    `### ${name}`,
    comment && `${plain(comment)}.`,
    table(
      ['column', 'type', 'NULL', 'default', 'key', 'data', 'remark'],
      columns.map((column) => columnRow(each, column)),
    ),
    valueLines(columns),
    table(['index', 'of', 'serves'], [primaryRow(each), ...indexes.map((index) => indexRow(index, remarks))]),
    list('Foreign keys:', foreignKeys.map(foreignKeyLine)),
    list(
      'Rules:',
      checks.map((check) => `${code(check.name)}: ${code(check.expression)}`),
    ),
  ]);
}

function columnRow(each: Table, column: Column): readonly string[] {
  const marks = keyMarks(each, column.name).join(' ');
  const isIndexed = each.indexes.some(({ columns }) => columns.some(({ name }) => name === column.name));
  return [
    code(column.name),
    code(shortType(column.type)),
    column.nullable ? 'yes' : 'no',
    defaultCell(column),
    marks || (isIndexed ? 'IX' : ''),
    privacyMark(column.comment) ?? '',
    plain(column.comment.replace(/^(?:PHI|PII)\b(?:: )?/, '')),
  ];
}

function shortType(type: string): string {
  return type.replace(/^(enum|set)\(.*\)$/s, '$1');
}

function defaultCell({ default: value, onUpdate, generated, isAutoIncrement }: Column): string {
  if (generated)
    return `${code(`= ${generated.expression}`)}${generated.kind === 'virtual' ? ', not stored' : ''}`;
  if (isAutoIncrement) return 'the next number';
  if (value === null) return '';
  return onUpdate === null ? code(value) : `${code(value)}, also at each change`;
}

/** The values of ENUM and SET columns. */
function valueLines(columns: readonly Column[]): string {
  return columns
    .filter(({ type }) => /^(?:enum|set)\(/.test(type))
    .map(({ name, type }) => {
      const values = [...type.matchAll(/'((?:[^']|'')*)'/g)].map(([, value = '']) =>
        code(value.replaceAll("''", "'")),
      );
      return `- ${code(name)}: ${values.join(', ')}`;
    })
    .join('\n');
}

function primaryRow({ primaryKey }: Table): readonly string[] {
  return ['`PRIMARY`', primaryKey.map(code).join(', '), 'a row by its key'];
}

function indexRow(
  { name, unique, type, columns }: Index,
  remarks: ReadonlyMap<string, string>,
): readonly string[] {
  const parts = columns.map((column) => {
    const length = column.prefixLength === null ? '' : `(${column.prefixLength})`;
    return `${code(`${column.name}${length}`)}${column.direction === 'descending' ? ' descending' : ''}`;
  });
  const kind = unique ? ', unique' : type === 'BTREE' ? '' : `, ${type}`;
  return [code(name), `${parts.join(', ')}${kind}`, plain(remarks.get(name) ?? '')];
}

function foreignKeyLine(key: ForeignKey): string {
  const database = key.referencedDatabase === undefined ? '' : `${key.referencedDatabase}.`;
  const target = `[${database}${key.referencedTable}](#${key.referencedTable})`;
  const actions = [
    ...(key.onDelete === 'RESTRICT' ? [] : [`on delete ${key.onDelete}`]),
    ...(key.onUpdate === 'RESTRICT' ? [] : [`on update ${key.onUpdate}`]),
  ];
  const columns = key.columns.map(code).join(', ');
  const referenced = key.referencedColumns.map(code).join(', ');
  return [`${code(key.name)}: ${columns} is ${referenced} of ${target}`, ...actions].join(', ');
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}
