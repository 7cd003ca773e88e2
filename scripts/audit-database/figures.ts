import type { Catalog, Table } from '../catalog/model.ts';
import type { Audit, Finding, Priority, ServiceFacts } from './model.ts';
import { referenceColumns } from './rules/missing-indexes.ts';
import { personalColumns } from './rules/personal-data.ts';

/** What an audit counts of one service, or of all. */
export interface Figures {
  readonly tables: number;
  readonly columns: number;
  readonly indexes: number;
  readonly foreignKeys: number;
  readonly checks: number;
  readonly views: number;
  /** Columns that hold ids of rows elsewhere, without a foreign key. */
  readonly references: number;
  readonly personal: number;
  readonly health: number;
}

/** The counts of one database. */
export function figuresOf(catalog: Catalog): Figures {
  const { tables } = catalog;
  const total = (of: (table: Table) => number) => tables.reduce((sum, table) => sum + of(table), 0);
  const marks = personalColumns(catalog).map(({ mark }) => mark);
  return {
    tables: tables.length,
    columns: total(({ columns }) => columns.length),
    indexes: total(({ indexes }) => indexes.length),
    foreignKeys: total(({ foreignKeys }) => foreignKeys.length),
    checks: total(({ checks }) => checks.length),
    views: catalog.views.length,
    references: total((table) => referenceColumns(table).length),
    personal: marks.filter((mark) => mark === 'PII').length,
    health: marks.filter((mark) => mark === 'PHI').length,
  };
}

/** The counts of all databases together. */
export function totalFigures({ services }: Pick<Audit, 'services'>): Figures {
  const all = services.flatMap(({ catalog }) => (catalog ? [figuresOf(catalog)] : []));
  const total = (key: keyof Figures) => all.reduce((sum, figures) => sum + figures[key], 0);
  return {
    tables: total('tables'),
    columns: total('columns'),
    indexes: total('indexes'),
    foreignKeys: total('foreignKeys'),
    checks: total('checks'),
    views: total('views'),
    references: total('references'),
    personal: total('personal'),
    health: total('health'),
  };
}

/** How many findings have a priority. */
export function countOf(findings: readonly Finding[], priority: Priority): number {
  return findings.filter((finding) => finding.priority === priority).length;
}

/** Services whose schema was read. */
export function readServices(
  services: readonly ServiceFacts[],
): readonly (ServiceFacts & { readonly catalog: Catalog })[] {
  return services.flatMap((facts) => (facts.catalog ? [{ ...facts, catalog: facts.catalog }] : []));
}

/** Services of the map without a folder, whose databases and accounts exist all the same. */
export function plannedServices(services: readonly ServiceFacts[]): readonly ServiceFacts[] {
  return services.filter(({ mapped, hasFolder }) => mapped !== undefined && !hasFolder);
}

/** Tables that the undo files drop. */
export function droppedByUndo(services: readonly ServiceFacts[]): number {
  return services
    .flatMap(({ migrations }) => migrations?.scripts ?? [])
    .reduce((sum, { undoDrops }) => sum + undoDrops, 0);
}
