import { createTestSchema, testServers, type TestServer } from '@nilecare/dev-database/testing';
import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { splitStatements } from './splitter.ts';
import { mariadbPrograms, programs } from '../../test/corpus/stored-programs.ts';

/** So that the fixture is SQL as the servers understand it, not only as the splitter does. */
describe.each(testServers())('on $kind $version', (server) => {
  let schema: Awaited<ReturnType<typeof createTestSchema>>;
  let connection: Connection;
  beforeAll(async () => {
    schema = await createTestSchema(server);
    connection = await createConnection(connectionOptions(server, schema.name));
  });
  afterAll(async () => {
    await connection.end();
    await schema.drop();
  });

  const understood = server.kind === 'mariadb' ? [...programs, ...mariadbPrograms] : programs;
  test('every stored program, split from one script without DELIMITER, is taken', async () => {
    const refused: string[] = [];
    for (const program of understood) {
      const { statements } = splitStatements(`${clear}${program};\n`);
      for (const { text } of statements) {
        await connection.query(text).catch((error: Error) => refused.push(`${text}: ${error.message}`));
      }
    }
    expect(refused).toEqual([]);
  });
});

const clear = `
DROP TABLE IF EXISTS t; DROP PROCEDURE IF EXISTS x; DROP FUNCTION IF EXISTS x; DROP EVENT IF EXISTS x;
CREATE TABLE t (a INT, b INT);
CREATE TRIGGER first_trigger BEFORE INSERT ON t FOR EACH ROW SET @first = 1;
DROP EVENT IF EXISTS first_event;
CREATE EVENT first_event ON SCHEDULE EVERY 1 YEAR DISABLE DO SELECT 1;
`;

function connectionOptions({ host, port, user, password }: TestServer, database: string) {
  return { host, port, user, password, database };
}
