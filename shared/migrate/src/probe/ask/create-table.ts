import { doubt, inEffect, notInEffect, type Finding } from '../answer.ts';
import type { Change } from '../change.ts';
import type { Element, ForeignKey, TableForm, TableSource } from '../table-form.ts';
import { qualifiedName } from '../../history/sql.ts';
import type { Context } from './context.ts';
import { rehearsable, rehearse } from './rehearse.ts';
import { isPresent, type Sight } from './sight.ts';
import type { Moment } from './moment.ts';
import {
  lower,
  optionsWithoutEngine,
  readTableDefinition,
  sameForeignKey,
  sameIndex,
  type TableDefinition,
} from './table-definition.ts';

type CreateTable = Extract<TableForm, { kind: 'create table' }>;

/** Whether the table is there with the columns, indexes, constraints and options that the statement gives it. */
export async function probeCreateTable(
  context: Context,
  { sqlMode }: Change,
  form: CreateTable,
  [sight]: readonly Sight[],
  moment: Moment,
): Promise<Finding> {
  if (!sight || !isPresent(sight)) return notInEffect;
  if (form.source.kind === 'select')
    return moment === 'appeared' && isWhole(context, sight) ? inEffect : doubt('definition not comparable');
  const actual = await readTableDefinition(context, form.table, sight.definition ?? '');
  if (!actual) return doubt('other definition');
  // OR REPLACE empties a table that may have had the same definition before.
  if (form.existing === 'replace' && moment !== 'appeared') return doubt('same before');
  const isSame = await isAsDemanded(context, sqlMode, form, actual);
  if (isSame === undefined) return moment === 'appeared' ? inEffect : doubt('definition not comparable');
  return isSame ? inEffect : doubt('other definition');
}

/**
 * Whether CREATE TABLE … SELECT leaves all rows or no table: MariaDB since 10.6.1 drops it when it recovers (Atomic DDL),
 * MySQL since 8.0.21 with InnoDB (manual 15.1.1).
 */
function isWhole({ session: { server } }: Context, { definition }: Sight): boolean {
  if (server.kind === 'mariadb') return isAtLeast(server.version, [10, 6, 1]);
  return isAtLeast(server.version, [8, 0, 21]) && /\bENGINE=InnoDB\b/.test(definition ?? '');
}

function isAtLeast(version: string, wanted: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  const at = wanted.findIndex((part, index) => (parts[index] ?? 0) !== part);
  return at < 0 || (parts[at] ?? 0) > (wanted[at] ?? 0);
}

async function isAsDemanded(
  context: Context,
  sqlMode: string,
  { table, source }: CreateTable,
  actual: TableDefinition,
): Promise<boolean | undefined> {
  const text = rehearsalOf(source);
  if (text === undefined || !actual.isPlain) return undefined;
  const [demanded] = (await rehearse(context, table.schema, [{ text, sqlMode }])) ?? [];
  if (!demanded) return undefined;
  const elements = source.kind === 'definition' ? source.elements : [];
  const keys = elements.filter((element) => element.kind === 'foreign key');
  const fulltext = elements.filter((element) => element.kind === 'index' && element.isFulltext);
  const namesEngine = source.kind !== 'definition' || /\bENGINE\b/i.test(source.options);
  const options = namesEngine ? (text: string) => text : optionsWithoutEngine;
  return (
    sameFacts(demanded, actual) &&
    sameChecks(demanded, actual) &&
    options(demanded.options) === options(actual.options) &&
    sameKeys(keys, actual.foreignKeys, table.schema) &&
    sameIndexes([...demanded.indexes, ...fulltext], actual, keys) &&
    checksKeepTheirNames(elements, actual)
  );
}

function rehearsalOf(source: TableSource): string | undefined {
  switch (source.kind) {
    case 'definition':
      if (/\bPARTITION\s+BY\b/i.test(source.options)) return undefined;
      return `${rehearsable(source.elements)} ${source.options}`;
    case 'like':
      return `LIKE ${qualifiedName({ schema: source.model.schema, table: source.model.name })}`;
    case 'select':
      return undefined;
  }
}

function sameFacts(a: TableDefinition, b: TableDefinition): boolean {
  const facts = ({ columns }: TableDefinition) => JSON.stringify(columns.map(({ fact }) => fact));
  return facts(a) === facts(b);
}

function sameChecks(a: TableDefinition, b: TableDefinition): boolean {
  const texts = ({ checks }: TableDefinition) => JSON.stringify(checks.map(({ text }) => text).sort());
  return texts(a) === texts(b);
}

function sameKeys(demanded: readonly ForeignKey[], actual: readonly ForeignKey[], schema: string): boolean {
  const left = [...actual];
  return (
    demanded.every((key) => {
      const at = left.findIndex((each) => sameForeignKey(key, each, schema) && keepsName(key, each));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    }) && left.length === 0
  );
}

function keepsName(
  demanded: { readonly name: string | undefined },
  actual: { readonly name: string | undefined },
) {
  return demanded.name === undefined || demanded.name.toLowerCase() === actual.name?.toLowerCase();
}

/** A foreign key without an index gets one of its own, which the rehearsal does not have. */
function sameIndexes(
  demanded: readonly Element[],
  actual: TableDefinition,
  keys: readonly ForeignKey[],
): boolean {
  const left = [...actual.indexes];
  const isAllThere = demanded.every((element) => {
    if (element.kind !== 'index') return true;
    const at = left.findIndex((each) => sameIndex(element, each) && keepsName(element, each));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  const ofKeys = new Set(keys.map(({ columns }) => JSON.stringify(columns.map(lower))));
  return isAllThere && left.every(({ body }) => ofKeys.has(JSON.stringify(columnsOf(body).map(lower))));
}

/** Of an index's canonical text `( a , b )`. */
function columnsOf(body: string): readonly string[] {
  return body
    .slice(body.indexOf('(') + 1, body.lastIndexOf(')'))
    .split(',')
    .map((column) => column.trim());
}

function checksKeepTheirNames(elements: readonly Element[], actual: TableDefinition): boolean {
  const names = new Set(actual.checks.map(({ name }) => name?.toLowerCase()));
  return elements.every(
    (element) =>
      element.kind !== 'check' || element.name === undefined || names.has(element.name.toLowerCase()),
  );
}
