import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './options.ts';
import { firstToTakeBack, type InfoJson } from './own-versions.ts';
import { plannedScripts } from './planned-scripts.ts';
import type { DeployedService } from './services.ts';

/**
 * Undoes every version that this run has applied since `before`, the newest first. Repeatables have no way back and stay.
 *
 * @returns the exit code of the undo, 0 when there is nothing to take back
 * @throws UsageError when `before`, the evidence or the answer of `info` cannot be read, and when more than this run's
 * versions would be undone
 */
export function takeBack(
  root: string,
  service: DeployedService,
  { before, evidence, configFiles }: Readonly<Record<'before' | 'evidence' | 'configFiles', string>>,
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
  const target = firstToTakeBack(
    readInfo(readFileSync(before, 'utf8'), before),
    readInfo(stdout, 'info'),
    plannedScripts(evidence),
  );
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
