import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../src/commands/migrate.ts';
import { createProject, recorder } from '../project.ts';
import { leftIn, prepare, runBare, withoutSchema, written } from './run.ts';
import { sights } from './scripts.ts';

describe.each(testServers())('what a script sees of the journal, on $kind $version', (server) => {
  it.each(sights.map((sight) => [sight.name, sight] as const))('nothing: %s', async (_name, sight) => {
    const project = await createProject(server);
    await project.write({ 'V1__x.sql': written(sight.script, project.schema) });
    if (sight.conf) await project.write({ 'V1__x.sql.conf': sight.conf });
    await prepare(server, project.schema, sight);
    const { events, listener } = recorder();
    await migrate(project.config({ baselineOnMigrate: true, baselineVersion: '0' }), { listener });
    const answers = events.flatMap((event) => (event.type === 'query-result' ? [event.rows] : []));
    const bare = await runBare(server, sight);
    expect(withoutSchema(answers, project.schema)).toEqual(bare.answers);
    expect(await leftIn(server, project.schema)).toEqual(bare.left);
    const journal = await project.query(
      'SELECT state, committed, total FROM schema_version_journal WHERE id = 0',
    );
    expect(journal).toMatchObject([['done', expect.any(Number), expect.any(Number)]]);
  });
});
