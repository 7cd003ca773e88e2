import type { Connection } from 'mysql2/promise';
import { select } from './sql.ts';

/** Kinds of objects, and what `SHOW CREATE` calls them. */
const kinds = ['TABLE', 'VIEW', 'TRIGGER', 'PROCEDURE', 'FUNCTION', 'EVENT'] as const;
type ObjectKind = (typeof kinds)[number];

/** Every object of a database, by kind and name, with the text that would make it. */
export type Schema = ReadonlyMap<string, string>;

const lists: Readonly<Record<ObjectKind, string>> = {
  TABLE: `SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'`,
  VIEW: `SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE()`,
  TRIGGER: `SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()`,
  PROCEDURE: `SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE() AND routine_type = 'PROCEDURE'`,
  FUNCTION: `SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE() AND routine_type = 'FUNCTION'`,
  EVENT: `SELECT event_name FROM information_schema.events WHERE event_schema = DATABASE()`,
};

/** Where the text stands in the row that SHOW CREATE answers. */
const textColumns: Readonly<Record<ObjectKind, number>> = {
  TABLE: 1,
  VIEW: 1,
  TRIGGER: 2,
  PROCEDURE: 2,
  FUNCTION: 2,
  EVENT: 3,
};

/** The history and the tables beside it belong to the engine. */
export function isEngineTable(name: string): boolean {
  return name.startsWith('schema_version');
}

/**
 * Reads the objects of the session's database as the server itself writes them, without the counter of
 * AUTO_INCREMENT.
 *
 * @param kindsWanted default: all
 */
export async function readSchema(
  session: Connection,
  kindsWanted: readonly ObjectKind[] = kinds,
): Promise<Schema> {
  const schema = new Map<string, string>();
  for (const kind of kindsWanted) {
    for (const [name] of await select(session, lists[kind])) {
      if (typeof name !== 'string' || (kind === 'TABLE' && isEngineTable(name))) continue;
      schema.set(`${kind.toLowerCase()} ${name}`, await textOf(session, kind, name));
    }
  }
  return schema;
}

/** MySQL remembers whether a character set was written beside its collation, as a dump does it. */
async function textOf(session: Connection, kind: ObjectKind, name: string): Promise<string> {
  const [row] = await select(session, `SHOW CREATE ${kind} \`${name.replaceAll('`', '``')}\``);
  return String(row?.[textColumns[kind]])
    .replace(/ AUTO_INCREMENT=\d+/, '')
    .replaceAll(/ CHARACTER SET \w+(?= COLLATE )/g, '');
}

/** What differs, one sentence for each object, at most five. */
export function differences(before: Schema, after: Schema): readonly string[] {
  const gone = [...before.keys()].filter((name) => !after.has(name)).map((name) => `${name} is gone`);
  const left = [...after.keys()].filter((name) => !before.has(name)).map((name) => `${name} is left behind`);
  const changed = [...before].flatMap(([name, text]) => {
    const other = after.get(name);
    return other === undefined || other === text ? [] : [`${name} differs: ${firstDifference(text, other)}`];
  });
  const all = [...left, ...gone, ...changed];
  return all.length > 5 ? [...all.slice(0, 5), `and ${all.length - 5} more`] : all;
}

function firstDifference(before: string, after: string): string {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  const added = fresh.find((line) => !old.includes(line));
  const removed = old.find((line) => !fresh.includes(line));
  if (added !== undefined) return `it now has ${short(added)}`;
  return removed === undefined ? 'in the order of its lines' : `it lacks ${short(removed)}`;
}

function short(line: string): string {
  const text = line.trim().replace(/,$/, '');
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}
