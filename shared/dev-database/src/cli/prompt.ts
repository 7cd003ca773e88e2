import { createInterface } from 'node:readline/promises';
import { createConnection } from 'mysql2/promise';
import { messageOf } from '../errors.ts';
import type { AdminConnectionOptions } from '../private/named.ts';

/** Where a prompt reads and writes. */
export interface PromptStreams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly terminal: 'interactive' | 'none';
}

/**
 * A simple SQL prompt for a machine without a client program: a statement ends with `;` at the end of a line,
 * `exit` or the end of the input leaves.
 *
 * @returns 0, or 1 when a statement from a pipe failed
 */
export async function runPrompt(address: AdminConnectionOptions, streams: PromptStreams): Promise<number> {
  const { input, output } = streams;
  const interactive = streams.terminal === 'interactive';
  const { host, port, user, password } = address;
  const where = address.socketPath === undefined ? { host, port } : { socketPath: address.socketPath };
  const connection = await createConnection({ ...where, user, password, flags: ['-IGNORE_SPACE'] });
  const lines = createInterface({ input, output: interactive ? output : undefined, prompt: 'sql> ' });
  let statement = '';
  try {
    if (interactive)
      output.write("No mysql or mariadb client here; a simple prompt. End statements with ';'.\n");
    if (interactive) lines.prompt();
    for await (const line of lines) {
      if (statement === '' && /^\s*(exit|quit)\s*;?\s*$/i.test(line)) break;
      statement += `${line}\n`;
      if (!/;\s*$/.test(statement)) continue;
      const failed = await answer(connection, statement.trim().slice(0, -1), output);
      if (failed && !interactive) return 1;
      statement = '';
      if (interactive) lines.prompt();
    }
    const rest = statement.trim();
    return rest !== '' && !interactive && (await answer(connection, rest, output)) ? 1 : 0;
  } finally {
    lines.close();
    connection.destroy();
  }
}

type Connection = Awaited<ReturnType<typeof createConnection>>;

/** Sends one statement and prints what came back; tells whether it failed. */
async function answer(connection: Connection, sql: string, output: NodeJS.WritableStream): Promise<boolean> {
  try {
    const [rows, fields] = await connection.query({ sql, rowsAsArray: true, dateStrings: true });
    output.write(
      Array.isArray(rows)
        ? tableText(
            fields.map(({ name }) => name),
            rows as unknown[][],
          )
        : okText(rows),
    );
    return false;
  } catch (error) {
    output.write(`ERROR ${messageOf(error)}\n`);
    return true;
  }
}

function okText(result: object): string {
  return `ok, ${'affectedRows' in result ? Number(result.affectedRows) : 0} rows affected\n`;
}

function tableText(names: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cells = [names, ...rows.map((row) => row.map(cellText))];
  const widths = names.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n(${rows.length} rows)\n`;
}

function cellText(value: unknown): string {
  if (value === null) return 'NULL';
  if (Buffer.isBuffer(value)) return `0x${value.toString('hex')}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
