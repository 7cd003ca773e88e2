/**
 * Runs node-flyway's installer in a thread of its own: when a download fails, a promise that nobody waits for is
 * rejected in there, which would end the whole program. Here it ends the thread, and its parent hears why.
 */
import { workerData } from 'node:worker_threads';
import { Flyway, FlywayVersion } from 'node-flyway';

const { folder, version } = workerData as { readonly folder: string; readonly version: string };
await Flyway.install(folder, FlywayVersion[`V${version}` as keyof typeof FlywayVersion]).catch(passOverHash);

/** node-flyway 0.0.13 looks for the jar that it hashes where Flyway 11 no longer has it, after everything is there. */
function passOverHash(error: unknown): void {
  const isOnlyHash = error instanceof Error && /compute hash/i.test(error.message);
  if (!isOnlyHash) throw error;
}
