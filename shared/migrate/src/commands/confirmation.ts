import type { Config } from '../config/config.ts';
import { RefusedError } from '../errors.ts';

/**
 * Destructive commands want the database named. A terminal asks for it; a script passes `-confirm=`.
 *
 * @throws RefusedError with code CONFIRMATION_REQUIRED
 */
export function requireConfirmation(config: Config, command: string): void {
  const missing = unconfirmed(config);
  if (missing.length === 0) return;
  throw new RefusedError(
    'CONFIRMATION_REQUIRED',
    `${command} needs a confirmation for ${missing.join(', ')}. Run it on a terminal, or pass -confirm=${config.schemas.join(',')}.`,
  );
}

/** Databases that a destructive command would touch and that were not named by `-confirm=`. */
export function unconfirmed(config: Config): readonly string[] {
  return config.schemas.filter((schema) => !config.confirm.includes(schema));
}
