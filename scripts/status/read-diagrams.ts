import { findAdministrator, type Variables } from '@nilecare/database';
import { createConnection } from 'mysql2/promise';
import { readCatalog } from '../catalog/read-catalog.ts';
import { erSvg } from '../diagrams/er-svg.ts';
import type { ServiceDiagram } from './html/diagram-section.ts';
import type { PlatformStatus } from './model.ts';
import { within } from './within.ts';

/** As whom to look at the tables, and how many seconds a database may take. */
export interface DiagramSources {
  readonly root: string;
  readonly environment: Variables;
  readonly deadline: number;
}

/**
 * The diagram of each database that has tables, drawn from what is there now. An administrator looks, who has looked at the
 * users before; where none could, there are no diagrams.
 *
 * @throws what mysql2 throws when the server went away meanwhile
 */
export async function readDiagrams(
  { services, accountsSeen }: PlatformStatus,
  { root, environment, deadline }: DiagramSources,
): Promise<readonly ServiceDiagram[]> {
  if (accountsSeen !== 'seen') return [];
  const drawn = services.filter(({ version, accounts }) => version !== null && accounts.length > 0);
  const connection = await createConnection(await findAdministrator(root, environment));
  try {
    const diagrams: ServiceDiagram[] = [];
    for (const { name, database } of drawn) {
      const catalog = await within(deadline, readCatalog(connection, database, { service: name }));
      if (catalog.tables.length === 0) continue;
      diagrams.push({ service: name, svg: erSvg(catalog), tables: catalog.tables.length });
    }
    return diagrams;
  } finally {
    connection.destroy();
  }
}
