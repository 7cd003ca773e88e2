import type { TestServer } from '@nilecare/dev-database/testing';
import { onTestFinished } from 'vitest';
import { createTestSchema } from '@nilecare/dev-database/testing';
import { splitStatements } from '../../src/source/splitter.ts';
import { connectTo } from '../connect-to.ts';
import { closeSession, openTestSession } from '../session.ts';
import { snapshot } from '../snapshot.ts';
import type { Sight } from './scripts.ts';

/** What a script has answered, and what is there behind it. */
export interface Seen {
  readonly answers: readonly unknown[];
  readonly left: readonly string[];
  /** The answer to the sight's own question. */
  readonly same: readonly unknown[];
}

/** A script with the name of its schema in it. */
export function written(text: string, schema: string): string {
  return text.replaceAll('{}', schema);
}

/** Runs the statements of what must be there before. */
export async function prepare(server: TestServer, schema: string, { given = '' }: Sight): Promise<void> {
  const connection = await connectTo(server, { database: schema });
  for (const { text } of splitStatements(given).statements) await connection.query(text);
  await connection.end();
}

/** Sends the statements one by one, with nothing between them. */
export async function runBare(server: TestServer, sight: Sight): Promise<Seen> {
  const created = await createTestSchema(server);
  onTestFinished(() => created.drop());
  const schema = created.name;
  await prepare(server, schema, sight);
  const test = await openTestSession(server);
  onTestFinished(() => closeSession(test));
  const { session } = test;
  await session.send(`USE \`${schema}\``);
  await session.send(`SET autocommit = ${sight.conf ? 1 : 0}`);
  const answers: unknown[] = [];
  for (const { text } of splitStatements(written(sight.script, schema)).statements)
    answers.push(...((await session.send(text)).results ?? []).map(({ rows }) => rows));
  await session.send('COMMIT');
  const left = await leftIn(server, schema);
  const same = sight.same === undefined ? [] : await ask(server, schema, sight.same);
  return { answers: withoutSchema(answers, schema), left, same: withoutSchema(same, schema) };
}

async function ask(server: TestServer, schema: string, sql: string): Promise<readonly unknown[]> {
  const connection = await connectTo(server, { database: schema });
  const [rows] = await connection.query({ sql, rowsAsArray: true });
  await connection.end();
  return rows as readonly unknown[];
}

/** Everything in a schema but history and journal. */
export async function leftIn(server: TestServer, schema: string): Promise<readonly string[]> {
  const connection = await connectTo(server, { database: schema });
  try {
    const found = await snapshot(connection, schema, 'schema_version');
    const lines = Object.entries(found).flatMap(([kind, rows]) =>
      (rows as readonly unknown[]).map((row) => `${kind} ${JSON.stringify(row).replaceAll(schema, '{}')}`),
    );
    return lines.filter((line) => !line.includes('schema_version')).sort();
  } finally {
    connection.destroy();
  }
}

/** Answers that can be compared between two schemas. */
export function withoutSchema(answers: readonly unknown[], schema: string): readonly unknown[] {
  return JSON.parse(JSON.stringify(answers).replaceAll(schema, '{}')) as readonly unknown[];
}
