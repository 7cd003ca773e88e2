import path from 'node:path';
import { loadServiceMap, type ServerKind } from '@nilecare/database';
import { format, resolveConfig } from 'prettier';
import type { Catalog } from '../catalog/model.ts';
import { readCatalog } from '../catalog/read-catalog.ts';
import { withMigratedServices, type MigratedServices } from '../catalog/with-migrated-services.ts';
import type { DocumentContext, GeneratedDocument } from './document.ts';
import { requireMapped } from './require-mapped.ts';

/** A document as its file shall be. */
export interface WrittenDocument {
  readonly path: string;
  readonly text: string;
}

/**
 * The texts of documents, from the schemas on a private server of this kind.
 *
 * @throws DatabaseError when the map is wrong; DocumentError when a service is missing from it; DevDatabaseError when
 *   no server can be had; MigrateError when a migration fails
 */
export async function writeTexts(
  root: string,
  kind: ServerKind,
  documents: readonly GeneratedDocument[],
): Promise<readonly WrittenDocument[]> {
  const map = loadServiceMap();
  requireMapped(root, map);
  return withMigratedServices(kind, async (live) => {
    const context: DocumentContext = { root, map, catalogs: await readCatalogs(live), live };
    const written: WrittenDocument[] = [];
    for (const { path: file, write } of documents)
      written.push({ path: file, text: await formatted(root, file, await write(context)) });
    return written;
  });
}

async function readCatalogs({ connection, services }: MigratedServices): Promise<readonly Catalog[]> {
  const catalogs: Catalog[] = [];
  for (const { name, database } of services)
    catalogs.push(await readCatalog(connection, database, { service: name }));
  return catalogs;
}

/** Markdown as prettier, which checks the whole repository, wants it. */
async function formatted(root: string, file: string, text: string): Promise<string> {
  if (!file.endsWith('.md')) return text;
  return format(text, { ...(await resolveConfig(path.join(root, file))), parser: 'markdown' });
}
