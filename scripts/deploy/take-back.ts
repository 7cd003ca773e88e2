import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './options.ts';
import type { DeployedService } from './services.ts';

/** Of the JSON that `info` prints. */
export interface InfoJson {
  readonly migrations: readonly {
    readonly category: string;
    readonly version: string;
    readonly state: string;
    readonly installedOnUTC: string;
    /** Of a script that failed or was interrupted. */
    readonly unfinished?: object;
  }[];
}

/** The lowest version that is applied, or half done, and was not before: what `undo -target=` takes. */
export function firstToTakeBack(before: InfoJson, now: InfoJson): string | undefined {
  const had = new Set(present(before));
  return present(now).find((version) => !had.has(version));
}

function present({ migrations }: InfoJson): readonly string[] {
  return migrations
    .filter(({ category }) => category === 'Versioned')
    .filter(
      ({ installedOnUTC, state, unfinished }) => unfinished !== undefined || isApplied(installedOnUTC, state),
    )
    .map(({ version }) => version);
}

function isApplied(installedOnUTC: string, state: string): boolean {
  return installedOnUTC !== '' && state !== 'Undone' && state !== 'Deleted';
}

/**
 * Undoes every version that came since `before`, the newest first. Repeatables have no way back and stay.
 *
 * @returns the exit code of the undo, 0 when there is nothing to take back
 * @throws UsageError when `before` or the answer of `info` cannot be read
 */
export function takeBack(
  root: string,
  service: DeployedService,
  { before, configFiles }: { readonly before: string; readonly configFiles: string },
  print: (text: string) => void,
): number {
  const engine = (...args: string[]) => [
    path.join(root, 'node_modules', '@nilecare', 'migrate', 'bin', 'nilecare-migrate.js'),
    `-workingDirectory=${path.join(root, 'microservices', service.name)}`,
    `-configFiles=${configFiles}`,
    ...args,
  ];
  const { stdout } = spawnSync(process.execPath, engine('-outputType=json', 'info'), {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const target = firstToTakeBack(readInfo(readFileSync(before, 'utf8'), before), readInfo(stdout, 'info'));
  if (target === undefined) {
    print(`${service.name}: this run has applied no version, so there is nothing to take back.`);
    return 0;
  }
  print(`${service.name}: taking back what this run has applied, from version ${target} on.`);
  const undo = engine(`-target=${target}`, `-confirm=${service.database}`, 'undo');
  const { status } = spawnSync(process.execPath, undo, { stdio: 'inherit' });
  if (status !== 0)
    print(
      `The undo failed. Go on by hand: docs/going-on.md, and the backup of this run when nothing else helps.`,
    );
  return status ?? 1;
}

function readInfo(text: string, source: string): InfoJson {
  try {
    const info = JSON.parse(text) as Partial<InfoJson>;
    if (Array.isArray(info.migrations)) return info as InfoJson;
  } catch {
    // Told below.
  }
  throw new UsageError(`${source} is not the JSON of nilecare-migrate info: ${text.slice(0, 300)}`);
}
