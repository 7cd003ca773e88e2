import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { ServiceMap } from '@nilecare/database';
import { DocumentError } from './document-error.ts';

/**
 * Sees to it that no service is left out of the documents.
 *
 * @throws DocumentError when a folder of `microservices/` has migrations and the map does not know its service
 */
export function requireMapped(root: string, { services }: ServiceMap): void {
  const unmapped = servicesWithMigrations(root).filter(
    (folder) => !services.some(({ name, phase }) => name === folder && phase === 1),
  );
  if (unmapped.length > 0)
    throw new DocumentError(
      `${unmapped.join(', ')} in microservices/ has migrations, and database/service-map.json has no such service in phase 1. Add it there, then run npm run db:write.`,
    );
}

function servicesWithMigrations(root: string): readonly string[] {
  const folder = path.join(root, 'microservices');
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => readdirSync(path.join(folder, name)).includes('migrations'))
    .sort();
}
