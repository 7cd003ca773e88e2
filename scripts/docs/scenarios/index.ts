import type { Scenario } from '../scenario.ts';
import { addingAService } from './adding-a-service.ts';
import { adoptingFlyway } from './adopting-flyway.ts';
import { driftFound } from './drift-found.ts';
import { failedMigration } from './failed-migration.ts';
import { interruptedMigration } from './interrupted-migration.ts';
import { lockHeld } from './lock-held.ts';
import { restore } from './restore.ts';
import { undoInProduction } from './undo-in-production.ts';

/** The scenario of each document that has one, by the document's file. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  'docs/runbooks/adding-a-service.md': addingAService,
  'docs/runbooks/adopting-a-flyway-schema.md': adoptingFlyway,
  'docs/runbooks/drift-found.md': driftFound,
  'docs/runbooks/failed-migration.md': failedMigration,
  'docs/runbooks/interrupted-migration.md': interruptedMigration,
  'docs/runbooks/lock-held.md': lockHeld,
  'docs/runbooks/restore.md': restore,
  'docs/runbooks/undo-in-production.md': undoInProduction,
};
