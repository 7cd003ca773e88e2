import { existsSync } from 'node:fs';
import path from 'node:path';
import { canFetchChromium, fetchChromium } from './fetch-chromium.ts';

/** A browser to look at pages with. */
export interface Chromium {
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether it is the one of our choice, which draws the same everywhere. */
  readonly isPinned: boolean;
}

/**
 * The browser for tests: the program that CHROME_PATH names; on Linux the one of {@link fetchChromium}; else an installed
 * Chromium or Chrome.
 *
 * @throws with what was looked for when there is none
 */
export async function findChromium(environment: NodeJS.ProcessEnv): Promise<Chromium> {
  const named = environment['CHROME_PATH'];
  if (named) {
    if (existsSync(named)) return installed(named);
    throw new Error(`CHROME_PATH names ${named}, which does not exist.`);
  }
  let refusal = '';
  if (canFetchChromium) {
    try {
      return { ...(await fetchChromium()), isPinned: true };
    } catch (error) {
      refusal = `${error instanceof Error ? error.message : String(error)}\n`;
    }
  }
  const program = candidates(environment).find((file) => existsSync(file));
  if (program !== undefined) return installed(program);
  throw new Error(`${refusal}No Chromium or Chrome is installed; CHROME_PATH may name one.`);
}

function installed(program: string): Chromium {
  return { program, environment: {}, isPinned: false };
}

function candidates(environment: NodeJS.ProcessEnv): readonly string[] {
  const folders = (environment['PATH'] ?? '').split(path.delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
  const programs = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) =>
    environment[name] ? [path.join(environment[name], 'Google', 'Chrome', 'Application')] : [],
  );
  return [
    ...[...folders, ...programs].flatMap((folder) => names.map((name) => path.join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ];
}
