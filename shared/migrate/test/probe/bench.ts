import { randomBytes } from 'node:crypto';
import type { TestServer } from '@nilecare/dev-database/testing';
import type { Change } from '../../src/probe/change.ts';
import { readChange } from '../../src/probe/read/read-change.ts';
import type { Session } from '../../src/session.ts';
import { closeSession, openTestSession } from '../session.ts';
import type { Row } from './row.ts';

/** A session in which statements of rows are run, each with a schema and names of its own. */
export interface Bench {
  readonly session: Session;
  /** The sql_mode that the session began with. */
  readonly mode: string;
  /** Removes all that the names stand for, and takes new ones; enters a new schema. */
  renew(): Promise<void>;
  /** Runs statements of a row. */
  send(...statements: readonly string[]): Promise<void>;
  setMode(mode: string): Promise<void>;
  /** Reads a row's statement. */
  changeOf(row: Row): Change;
  close(): Promise<void>;
}

export async function openBench(server: TestServer): Promise<Bench> {
  const test = await openTestSession(server);
  const { session } = test;
  const [row] = await session.query<{ mode: string }>('read sql_mode', 'SELECT @@SESSION.sql_mode AS mode');
  const mode = row?.mode ?? '';
  let names: Readonly<Record<string, string>> | undefined;
  const written = (sql: string) => sql.replaceAll(/\{(\w)\}/g, (_, name: string) => names?.[name] ?? '');
  const send = async (...statements: readonly string[]) => {
    for (const sql of statements) await session.send(written(sql));
  };
  const setMode = (wanted: string) => send(`SET SESSION sql_mode = '${wanted}'`);
  const clear = async () => {
    if (!names) return;
    await setMode(mode);
    await send('DROP DATABASE IF EXISTS {s}', 'DROP DATABASE IF EXISTS {d}');
    await send(...accountsOf(server.kind));
  };
  return {
    session,
    mode,
    send,
    setMode,
    async renew() {
      await clear();
      const id = randomBytes(4).toString('hex');
      names = { s: `t_${id}_probe`, d: `t_${id}_other`, u: `u_${id}_a`, v: `u_${id}_b` };
      await send('CREATE DATABASE {s} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci', 'USE {s}');
    },
    changeOf: ({ sql, sqlMode = mode }) =>
      readChange(written(sql), { server: session.server, schema: names?.['s'] ?? '', sqlMode }),
    async close() {
      await clear();
      await closeSession(test);
    },
  };
}

/** What removes the accounts and roles that a row may have left. */
function accountsOf(kind: TestServer['kind']): readonly string[] {
  return ['{u}', '{v}'].flatMap((name) => [
    `DROP USER IF EXISTS '${name}'@'localhost'`,
    kind === 'mariadb' ? `DROP ROLE IF EXISTS ${name}` : `DROP USER IF EXISTS '${name}'@'%'`,
  ]);
}
