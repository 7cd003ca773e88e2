import { existsSync } from 'node:fs';
import path from 'node:path';
import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from './compare.ts';
import { everywhere } from './differences.ts';
import { nativeEngine, startFlyway, type Engine } from './engines.ts';
import type { Answers, Case, Snapshot, Step } from './model.ts';
import { runCase } from './run-case.ts';

const folder = process.env['NILECARE_CONFORMANCE_CORPUS'];

/** A project's own migrations, laid out as a case: `migrations/`; `flyway.conf` and `before.sql` when it needs them. */
function corpusCase(root: string): Case {
  const commands = ['info', 'migrate', 'info', 'validate', 'migrate', 'repair'];
  const before: readonly Step[] = existsSync(path.join(root, 'before.sql'))
    ? [{ kind: 'sql', file: 'before.sql' }]
    : [];
  return {
    name: path.basename(root),
    folder: root,
    title: root,
    about: ['corpus'],
    steps: [...before, ...commands.map((command) => ({ kind: 'command', args: [command] }) as const)],
    servers: ['mariadb', 'mysql'],
    schema: 'created',
    differs: [],
  };
}

describe.runIf(folder !== undefined)('the migrations of a project, by both tools', () => {
  let flyway: Engine;
  beforeAll(async () => {
    flyway = await startFlyway();
  });
  afterAll(() => flyway.end());

  it.each(testServers())('on $kind $version', { timeout: 1_800_000 }, async (server) => {
    const corpus = corpusCase(path.resolve(folder ?? ''));
    const expected = await runCase(corpus, flyway, server);
    const native = await runCase(corpus, nativeEngine(), server);
    const rows = expected.commands.at(-1)?.history ?? [];
    const objects = Object.values(expected.schemas).flatMap((schema) => Object.keys(schema.objects));
    process.stdout.write(
      `${corpus.name}: ${rows.length} rows of history, ${objects.length} descriptions of objects\n`,
    );
    expect(judge(withoutUuids(expected), withoutUuids(native), everywhere, []).unexplained).toEqual([]);
  });
});

/** Scripts of a real project make up identifiers, other ones in each run. */
function withoutUuids(answers: Answers): Answers {
  const masked = (row: string) =>
    row.replace(/\b[\da-f]{8}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{12}\b/gi, '{uuid}');
  const schemas = Object.entries(answers.schemas).map(([name, { objects, rows }]) => {
    const tables = Object.entries(rows).map(([table, list]) => [table, list.map(masked).sort()]);
    return [name, { objects, rows: Object.fromEntries(tables) as Snapshot['rows'] }];
  });
  return { ...answers, schemas: Object.fromEntries(schemas) as Answers['schemas'] };
}
