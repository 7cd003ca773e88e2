import { createRequire } from 'node:module';

/** Put in by the bundle, so that it reads no file for it. */
declare const PROGRAM_VERSION: string | undefined;

/** The version of this package. */
export function programVersion(): string {
  if (typeof PROGRAM_VERSION === 'string') return PROGRAM_VERSION;
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
  return version;
}
