import { qualifiedName } from '../../history/sql.ts';
import type { ObjectName } from '../change.ts';
import type { Check, Element, ForeignKey, Index } from '../table-form.ts';
import { readChange } from '../read/read-change.ts';
import { ask, isRefusal, type Context } from './context.ts';

/** A table as SHOW CREATE TABLE prints it, in its parts. */
export interface TableDefinition {
  readonly columns: readonly ShownColumn[];
  readonly indexes: readonly Index[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly checks: readonly Check[];
  readonly isPlain: boolean;
  /** Without the counter and without partitions. */
  readonly options: string;
  /** What AUTO_INCREMENT will give next; 1 when the server prints nothing. */
  readonly counter: string;
}

/** A column as the server prints it. */
export interface ShownColumn extends ColumnElement {
  /** All that is to be compared: its text with the collation that it has, whether it is printed or not. */
  readonly fact: string;
}

type ColumnElement = Extract<Element, { kind: 'column' }>;

/**
 * Takes apart what SHOW CREATE TABLE printed of a table under an empty sql_mode.
 *
 * @returns undefined of a view, a sequence and what else is no plain table, and of what is gone
 */
export async function readTableDefinition(
  context: Context,
  name: ObjectName,
  shown: string,
): Promise<TableDefinition | undefined> {
  const text = shown.replace(/^CREATE TEMPORARY TABLE/, 'CREATE TABLE');
  const { form } = readChange(text, { server: context.session.server, schema: '', sqlMode: '' });
  if (form.kind !== 'create table' || form.source.kind !== 'definition') return undefined;
  const collations = await readCollations(context, name);
  const { elements, options } = form.source;
  const partition = options.search(/\bPARTITION\s+BY\b/i);
  const whole = partition < 0 ? options : options.slice(0, partition).trim();
  return {
    columns: elements
      .filter((each) => each.kind === 'column')
      .map((column) => ({ ...column, fact: factOf(column, collations) })),
    indexes: elements.filter((each) => each.kind === 'index'),
    foreignKeys: elements.filter((each) => each.kind === 'foreign key'),
    checks: elements.filter((each) => each.kind === 'check'),
    isPlain: partition < 0 && !elements.some((each) => each.kind === 'other'),
    options: whole.replace(counterOption, ''),
    counter: counterOption.exec(whole)?.[1] ?? '1',
  };
}

async function readCollations(
  context: Context,
  { schema, name }: ObjectName,
): Promise<ReadonlyMap<string, string>> {
  const rows = await ask<{ Field: string; Collation: string | null }>(
    context,
    'read the collations of a table',
    `SHOW FULL COLUMNS FROM ${qualifiedName({ schema, table: name })}`,
  );
  return new Map(isRefusal(rows) ? [] : rows.map(({ Field, Collation }) => [Field, Collation ?? '']));
}

/** MySQL prints a collation, or not, as it was written once; what it is in the end can be the same. */
const writtenCollation =
  /^(`(?:[^`]|``)*` \w+(?:\((?:'(?:[^']|'')*'|[^')])*\))?)(?: CHARACTER SET \w+)?(?: COLLATE \w+)?/;

function factOf({ name, text }: ColumnElement, collations: ReadonlyMap<string, string>): string {
  return `${collations.get(name) ?? ''} ${text.replace(writtenCollation, '$1')}`;
}

const counterOption = /\s*\bAUTO_INCREMENT=(\d+)/;

/** Options with or without the engine. */
export function optionsWithoutEngine(options: string): string {
  return options.replace(/\s*\bENGINE=\w+/, '').trim();
}

/** The same index, whatever its name. */
export function sameIndex(a: Index, b: Index): boolean {
  return bodyOf(a) === bodyOf(b);
}

function bodyOf({ body }: Index): string {
  return body.replaceAll(/\s/g, '').toLowerCase();
}

/** The same constraint, whatever its name; both tables are of one schema unless a schema is written. */
export function sameForeignKey(a: ForeignKey, b: ForeignKey, schema: string): boolean {
  const facts = (key: ForeignKey) =>
    JSON.stringify([
      key.columns.map(lower),
      (key.parent.schema ?? schema).toLowerCase(),
      key.parent.name.toLowerCase(),
      key.parentColumns.map(lower),
      key.onDelete,
      key.onUpdate,
    ]);
  return facts(a) === facts(b);
}

/** Names of columns, indexes and constraints are the same in upper and lower case on both servers. */
export function lower(text: string): string {
  return text.toLowerCase();
}
