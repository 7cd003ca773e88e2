import type { StatementKind } from '../model.ts';

/**
 * What a statement does to the open transaction, told by its first words, as measured on MySQL 9.7 and MariaDB 10.11
 * (classify.server.test.ts). `compound`, of which nothing is promised, is also what the two servers do differently
 * (START REPLICA, CHANGE MASTER, CACHE INDEX …) and what is not known here.
 */
export function classify(text: string): StatementKind {
  const words = firstWords(text);
  const [first = '', second = '', third = ''] = words;
  switch (first) {
    case 'SET':
      return classifySet(text, second, third);
    case 'START':
      return second === 'TRANSACTION' ? 'transaction' : 'compound';
    case 'BEGIN':
      return second === 'NOT' ? 'compound' : 'transaction';
    case 'CREATE':
    case 'DROP':
      return classifyCreate(words);
    case 'LOAD':
      return second === 'INDEX' ? 'compound' : 'dml';
    case 'LOCK':
    case 'UNLOCK':
      return second === 'INSTANCE' ? 'session' : 'transaction';
    case 'RESET':
      return second === 'PERSIST' ? 'compound' : 'ddl';
    case 'ANALYZE':
      return isTableMaintenance(second, third) ? 'ddl' : 'dml';
    default:
      return kindOfFirstWord.get(first) ?? 'compound';
  }
}

const kindOfFirstWord = new Map<string, StatementKind>([
  ...entries('dml', 'INSERT REPLACE UPDATE DELETE SELECT WITH VALUES TABLE ( DO HANDLER CHECKSUM'),
  ...entries('transaction', 'COMMIT ROLLBACK SAVEPOINT RELEASE XA'),
  ...entries('session', 'USE SHOW PREPARE DEALLOCATE EXPLAIN DESCRIBE DESC HELP'),
  ...entries('session', 'SIGNAL RESIGNAL GET KILL PURGE BINLOG'),
  ...entries('ddl', 'ALTER RENAME TRUNCATE GRANT REVOKE FLUSH OPTIMIZE REPAIR CHECK'),
  ...entries('ddl', 'INSTALL UNINSTALL IMPORT CLONE BACKUP'),
]);

function entries(kind: StatementKind, words: string): (readonly [string, StatementKind])[] {
  return words.split(' ').map((word) => [word, kind] as const);
}

function classifySet(text: string, second: string, third: string): StatementKind {
  if (second === 'PASSWORD') return 'ddl';
  if (second === 'DEFAULT' && third === 'ROLE') return 'ddl';
  if (second === 'STATEMENT') return 'compound';
  return setsAutocommit.test(text.slice(0, 1000)) ? 'transaction' : 'session';
}

/** Not `@@global.autocommit`, which concerns later connections only. */
const setsAutocommit =
  /(?:\bSET|,)\s+(?:(?:SESSION|LOCAL)\s+)?(?:@@(?:SESSION\.|LOCAL\.)?)?`?AUTOCOMMIT`?\s*:?=|,(?:@@(?:SESSION\.|LOCAL\.)?)?AUTOCOMMIT\s*:?=/i;

function classifyCreate(words: readonly string[]): StatementKind {
  const [, second, third, fourth] = words;
  if (second === 'PREPARE') return 'session';
  const kind = second === 'OR' && third === 'REPLACE' ? fourth : second;
  if (kind !== 'TEMPORARY') return 'ddl';
  return words[0] === 'CREATE' && words.includes('SEQUENCE') ? 'ddl' : 'dml';
}

function isTableMaintenance(second: string, third: string): boolean {
  const object = ['LOCAL', 'NO_WRITE_TO_BINLOG'].includes(second) ? third : second;
  return object === 'TABLE' || object === 'TABLES';
}

/** A word, an opening parenthesis, or what is skipped: white space, comments, the edges of conditional comments. */
const token =
  /(?:\s+|#[^\n]*|--(?=\s)[^\n]*|\/\*(?!M?!)[\s\S]*?\*\/|\/\*M?!999999\\-[\s\S]*?\*\/|\/\*M?!\d*|\*\/)+|[\w$]+|[\s\S]/y;

function firstWords(text: string): readonly string[] {
  const words: string[] = [];
  token.lastIndex = 0;
  while (words.length < 5) {
    const found = token.exec(text)?.[0];
    if (found === undefined) break;
    if (/^(?:[\w$]|\(|[^\s#/*-])/.test(found)) words.push(found.toUpperCase());
  }
  return words;
}
