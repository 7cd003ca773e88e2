import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject, recorder, rejection } from '../../test/project.ts';
import type { FlywayOptions } from '../config/resolve-config.ts';
import { ScriptError } from '../errors.ts';
import { PartialRunError, StatementError } from '../run-errors.ts';
import { migrate } from './migrate.ts';

describe.each(testServers())('settings on $kind $version', (server) => {
  it('executeInTransaction=false keeps what a failing script did before, but not where its .conf says otherwise', async () => {
    const log = 'CREATE TABLE log (what VARCHAR(20)) ENGINE=InnoDB;';
    const failing = "INSERT INTO log VALUES ('before');\nSELECT nope;";
    const project = await createProject(server, { 'V1__a.sql': log, 'V2__b.sql': failing });
    const config = project.config({ executeInTransaction: false });
    await rejection(migrate(config), PartialRunError);
    expect(await project.query('SELECT what FROM log')).toEqual([['before']]);

    const other = await createProject(server, {
      'V1__a.sql': log,
      'V2__b.sql': failing,
      'V2__b.sql.conf': 'executeInTransaction=true',
    });
    await rejection(migrate(other.config({ executeInTransaction: false })), PartialRunError);
    expect(await other.query('SELECT what FROM log')).toEqual([]);
  });

  it('executeInTransaction=false holds for callbacks too', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE log (what VARCHAR(20)) ENGINE=InnoDB;',
      'afterMigrate.sql': "INSERT INTO log VALUES ('callback'); SELECT nope;",
    });
    await rejection(migrate(project.config({ executeInTransaction: false })), StatementError);
    expect(await project.query('SELECT what FROM log')).toEqual([['callback']]);
  });

  it('encoding, detectEncoding and the encoding of a script tell what a file says', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE t (what VARCHAR(20) CHARACTER SET utf8mb4);',
      'V3__c.sql.conf': 'encoding=UTF-16',
    });
    const insert = (text: string) => `INSERT INTO t VALUES ('${text}');`;
    const save = (name: string, bytes: Uint8Array) => writeFile(path.join(project.folder, name), bytes);
    await save('V2__b.sql', Buffer.from(insert('\x80uro é'), 'latin1'));
    await save('V3__c.sql', Buffer.from(`\ufeff${insert('ж')}`, 'utf16le'));
    await migrate(project.config({ encoding: 'windows-1252' }));
    await save('V4__d.sql', Buffer.from(insert('é'), 'latin1'));
    await migrate(project.config({ detectEncoding: true, validateOnMigrate: false }));
    expect(await project.query('SELECT what FROM t')).toEqual([['€uro é'], ['ж'], ['é']]);
  });
});

describe.each(testServers())('settings of what surrounds the scripts on $kind $version', (server) => {
  it('initSql may hold several statements, and placeholders', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE t AS SELECT @x AS x, @y AS y;',
    });
    const initSql = "SET @x = '${flyway:table}'; SET @y = 'a;b';";
    await migrate(project.config({ initSql }));
    expect(await project.query('SELECT x, y FROM t')).toEqual([['schema_version', 'a;b']]);
    const error = await rejection(migrate(project.config({ initSql: "SET @x = '" })), ScriptError);
    expect(error.problems).toMatchObject([{ script: 'initSql', line: 1 }]);
  });

  it('callbackLocations are where callbacks are looked for, and nowhere else', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE log (what VARCHAR(20)); ',
      'afterMigrate.sql': "INSERT INTO log VALUES ('beside');",
    });
    const own = path.join(project.folder, '..', 'callbacks');
    await mkdir(own);
    await writeFile(path.join(own, 'afterMigrate.sql'), "INSERT INTO log VALUES ('own');");
    await writeFile(path.join(own, 'V2__no_callback.sql'), "INSERT INTO log VALUES ('V2');");
    await migrate(project.config({ callbackLocations: [`filesystem:${own}`] }));
    expect(await project.query('SELECT what FROM log')).toEqual([['own']]);
  });

  it('outputQueryResults tells what queries answer, also those of procedures', async () => {
    const files = {
      'V1__a.sql':
        "SELECT 1 AS a, 'é' AS b, NULL AS c, X'4142' AS d, DATE'2024-01-02' AS e, 1.50 AS f;\nSELECT 1 AS nothing FROM DUAL WHERE 1 = 0;\nCREATE PROCEDURE p() BEGIN SELECT 1 AS x; SELECT 2 AS y; END;\nCALL p();",
    };
    const results = async (options: FlywayOptions) => {
      const project = await createProject(server, files);
      const { events, listener } = recorder();
      await migrate(project.config(options), { listener });
      return events.flatMap((event) => (event.type === 'query-result' ? [event] : []));
    };
    expect(await results({})).toMatchObject([
      { columns: ['a', 'b', 'c', 'd', 'e', 'f'], rows: [['1', 'é', null, 'AB', '2024-01-02', '1.50']] },
      { columns: ['nothing'], rows: [] },
      { columns: ['x'], rows: [['1']] },
      { columns: ['y'], rows: [['2']] },
    ]);
    expect(await results({ outputQueryResults: false })).toEqual([]);
  });
});
