import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServerKind } from '@nilecare/dev-database/testing';
import type { Answers, Case } from './model.ts';
import { isLeftOut } from './normalise.ts';

/**
 * What the real Flyway answered.
 *
 * @throws Error when the case was not recorded
 */
export function readRecording({ folder }: Case, kind: ServerKind): Answers {
  const own = path.join(folder, `flyway.${kind}.json`);
  const file = existsSync(own) ? own : path.join(folder, 'flyway.json');
  if (!existsSync(file))
    throw new Error(`${folder} has no recording; npm run conformance -- --record makes it`);
  // Fields that are left out today may stand in a recording of yesterday.
  const withoutLeftOut = (key: string, value: unknown) => (isLeftOut(key) ? undefined : value);
  return JSON.parse(readFileSync(file, 'utf8'), withoutLeftOut) as Answers;
}

/** One file where all servers answer alike, else one for each. */
export async function writeRecording(
  { folder }: Case,
  answers: ReadonlyMap<ServerKind, Answers>,
): Promise<void> {
  const texts = [...answers].map(([kind, answer]) => ({
    kind,
    text: `${JSON.stringify(answer, null, 2)}\n`,
  }));
  const isCommon = new Set(texts.map(({ text }) => text)).size === 1;
  for (const kind of ['mariadb', 'mysql'])
    await rm(path.join(folder, `flyway.${kind}.json`), { force: true });
  await rm(path.join(folder, 'flyway.json'), { force: true });
  for (const { kind, text } of isCommon ? texts.slice(0, 1) : texts) {
    await writeFile(path.join(folder, isCommon ? 'flyway.json' : `flyway.${kind}.json`), text);
  }
}
