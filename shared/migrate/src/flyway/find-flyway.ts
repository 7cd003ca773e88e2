import { EngineError } from '../engine-errors.ts';
import { stopSignal } from '../execute/stop.ts';
import { InterruptedError } from '../run-errors.ts';
import { installFlyway, installedVersion } from './install.ts';
import { locateFlyway, placesLooked, type FlywayCli, type Places } from './locate.ts';

/** How Flyway is come by. */
export interface FindOptions extends Places {
  /** Whether node-flyway may download one. */
  readonly install: boolean;
  /** Aborted: a download ends. */
  readonly stop: AbortSignal;
  /** Called before a download, which takes a while and some 350 MB. */
  readonly onInstall: (version: string, folder: string) => void;
}

/**
 * Finds Flyway's command line, or has it installed.
 *
 * @throws EngineError that names where it was looked for
 */
export async function findFlyway(options: FindOptions): Promise<FlywayCli> {
  const found = locateFlyway(options);
  if (found) return found;
  const looked = placesLooked(options);
  if (!options.install) {
    throw new EngineError({
      kind: 'no-flyway',
      looked,
      install: 'Installing one is off (engineInstall=false).',
    });
  }
  options.onInstall(installedVersion, options.installations);
  try {
    const executable = await installFlyway(options);
    return { executable, source: 'node-flyway' };
  } catch (cause) {
    if (options.stop.aborted) throw new InterruptedError(stopSignal(options.stop));
    const reason = cause instanceof Error ? cause.message : String(cause);
    const install = `node-flyway could not install ${installedVersion}: ${reason}.`;
    throw new EngineError({ kind: 'no-flyway', looked, install }, { cause });
  }
}
