import type { ServiceMap } from '@nilecare/database';
import type { Catalog } from '../catalog/model.ts';
import type { MigratedServices } from '../catalog/with-migrated-services.ts';

/** A file of the repository that the program writes. */
export interface GeneratedDocument {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  /** The whole text; Markdown need not be formatted yet. The same for every kind of server. */
  readonly write: (context: DocumentContext) => string | Promise<string>;
}

/** What documents are written from. */
export interface DocumentContext {
  /** Root of the repository. */
  readonly root: string;
  readonly map: ServiceMap;
  /** The databases of the services of phase 1, freshly migrated, in the order of the map. */
  readonly catalogs: readonly Catalog[];
  /** The private server itself, for what the catalogues do not tell. */
  readonly live: MigratedServices;
}
