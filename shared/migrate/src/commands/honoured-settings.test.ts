import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject, rejection } from '../../test/project.ts';
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
