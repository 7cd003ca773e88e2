import type { ServiceMap } from '@nilecare/database';
import type { Catalog, Column, Table } from '../catalog/model.ts';

/** A column that holds ids and has no foreign key. */
export interface OutsideId {
  readonly column: string;
  /** Tables that have it. */
  readonly tables: readonly string[];
  /** Whose ids the name says they are, where that is known here. */
  readonly target?: { readonly service: string; readonly table?: string };
}

/** Ids without a foreign key, by the name of their column. */
export function outsideIds(
  catalog: Catalog,
  catalogs: readonly Catalog[],
  { services }: ServiceMap,
): readonly OutsideId[] {
  const found = new Map<string, string[]>();
  for (const table of catalog.tables)
    for (const column of table.columns.filter((each) => isOutsideId(table, each)))
      found.set(column.name, [...(found.get(column.name) ?? []), table.name]);
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([column, tables]) => {
      const target = tableOf(column, catalogs) ?? serviceOf(column, services);
      return { column, tables, ...(target && { target }) };
    });
}

/** By its type: ids are CHAR(36), and so are the users of `_by` and `_to`. */
function isOutsideId({ primaryKey, foreignKeys }: Table, { name, type }: Column): boolean {
  return (
    type === 'char(36)' &&
    /_(?:id|by|to)$/.test(name) &&
    !primaryKey.includes(name) &&
    !foreignKeys.some(({ columns }) => columns.includes(name))
  );
}

/** `invoice_id` is the id of `invoices`; whoever did something is one of `auth_users`. */
function tableOf(column: string, catalogs: readonly Catalog[]): OutsideId['target'] {
  const name = /_(?:by|to)$|^user_id$/.test(column) ? 'auth_users' : column.replace(/_id$/, 's');
  const owner = catalogs.find(({ tables }) => tables.some((table) => table.name === name));
  return owner?.service === undefined ? undefined : { service: owner.service, table: name };
}

/** `facility_id` is an id of the facility-service, whose tables are not here yet. */
function serviceOf(column: string, services: ServiceMap['services']): OutsideId['target'] {
  const service = services.find(({ name }) => name === column.replace(/_id$/, '-service'));
  return service && { service: service.name };
}
