import type { StatementError } from '../run-errors.ts';
import type { Server } from '../session.ts';
import { bareCode } from '../source/bare-code.ts';
import { describeEnd } from './describe-wait.ts';

/**
 * What lies behind the server's words, where they do not tell it: SQL that only the other server knows, with the form
 * that both take, and what this server's set-up forbids. Undefined where its words are enough.
 */
export function explainFault({
  fault: { errno, message, ended },
  statement,
  server,
}: Pick<StatementError, 'fault' | 'statement' | 'server'>): string | undefined {
  if (ended) return describeEnd(ended, statement);
  const { text } = statement;
  if (errno === undefined || server === undefined) return undefined;
  const code = bareCode(text.length > longest ? text.slice(0, longest) : text);
  const rule = rules.find(
    ({ errnos, on, pattern }) =>
      errnos.includes(errno) &&
      on === server.kind &&
      (!pattern || pattern.test(errno === 1273 ? message : code)),
  );
  return rule?.text;
}

/** Of a statement that is looked at: what differs between servers is not in the rows. */
const longest = 100_000;

interface Rule {
  readonly errnos: readonly number[];
  /** The server that refuses. */
  readonly on: Server['kind'];
  /** Of the code without strings, names and comments; of the server's message for an unknown collation. */
  readonly pattern?: RegExp;
  readonly text: string;
}

const syntax = [1064];

/** Each was caused on a real server (test/bad-scripts.test.ts). */
const rules: readonly Rule[] = [
  {
    errnos: [1273],
    on: 'mariadb',
    pattern: /_0900_/,
    text: 'This is a collation of MySQL, and this server is MariaDB. Both have utf8mb4_unicode_ci.',
  },
  {
    errnos: [1273],
    on: 'mysql',
    pattern: /uca1400/,
    text: 'This is a collation of MariaDB, and this server is MySQL. Both have utf8mb4_unicode_ci.',
  },
  {
    errnos: syntax,
    on: 'mariadb',
    pattern: /->/,
    text: "MariaDB has no -> and ->>, which are MySQL's. Both have JSON_EXTRACT(column, path) and JSON_UNQUOTE(JSON_EXTRACT(column, path)).",
  },
  {
    errnos: syntax,
    on: 'mariadb',
    pattern: /\b(?:index|key)\b[^()]*\((?:[^()]*,)?\s*\(|\barray\s*\)/i,
    text: "MariaDB has no index on an expression, which is MySQL's. Both take a generated column (c INT AS (expression)) and an index on it.",
  },
  {
    errnos: syntax,
    on: 'mariadb',
    pattern: /\binvisible\b/i,
    text: "INVISIBLE of an index is MySQL's, and this server is MariaDB, where it is IGNORED. No form fits both; leave it out.",
  },
  {
    errnos: syntax,
    on: 'mariadb',
    pattern: /\bvalues\b[\s\S]*\)\s*as\s+/i,
    text: "MariaDB has no alias for the row behind VALUES, which is MySQL's. Both have VALUES(column) in ON DUPLICATE KEY UPDATE.",
  },
  {
    errnos: syntax,
    on: 'mysql',
    pattern:
      /\balter\b[\s\S]*\b(?:add|drop|modify|change)\s+(?:column\s+|index\s+|key\s+|constraint\s+|foreign\s+key\s+)?if\s+(?:not\s+)?exists\b/i,
    text: "MySQL has no IF EXISTS and IF NOT EXISTS in ALTER TABLE, which are MariaDB's. A migration runs once: leave it out.",
  },
  {
    errnos: syntax,
    on: 'mysql',
    pattern: /\b(?:create|drop)\s+(?:unique\s+|fulltext\s+|spatial\s+)?index\s+if\s+(?:not\s+)?exists\b/i,
    text: "MySQL has no IF EXISTS and IF NOT EXISTS for an index, which are MariaDB's. A migration runs once: leave it out.",
  },
  {
    errnos: syntax,
    on: 'mysql',
    pattern:
      /\bcreate\s+or\s+replace\s+(?:temporary\s+)?(?:table|index|procedure|function|trigger|event|database|user|role)\b/i,
    text: 'MySQL has CREATE OR REPLACE for views only. Both take DROP … IF EXISTS and then CREATE.',
  },
  {
    errnos: syntax,
    on: 'mysql',
    pattern: /\breturning\b/i,
    text: "MySQL has no RETURNING, which is MariaDB's. Both take a SELECT of its own.",
  },
  {
    errnos: syntax,
    on: 'mysql',
    pattern: /\bsequence\b/i,
    text: "MySQL has no SEQUENCE, which is MariaDB's. Both have AUTO_INCREMENT.",
  },
  {
    errnos: [1101],
    on: 'mysql',
    text: "MySQL takes a default of JSON, TEXT and BLOB only as an expression. Both take it in parentheses: DEFAULT ('…').",
  },
  {
    errnos: [1674],
    on: 'mysql',
    text: 'MySQL refuses this with binlog on, because replicas would compute other values. Add the column NULL, UPDATE it, then set the default: ALTER TABLE … ALTER COLUMN … SET DEFAULT (…).',
  },
  {
    errnos: [3098],
    on: 'mysql',
    text: 'Under Group Replication rows are written only to InnoDB tables with a primary key (or a unique key of NOT NULL columns), and without cascading foreign keys in multi-primary mode. Add a primary key in an earlier migration: ALTER TABLE … ADD PRIMARY KEY (…).',
  },
  {
    errnos: [6125],
    on: 'mysql',
    text: 'MySQL wants a unique or primary key on exactly the columns that a foreign key refers to (restrict_fk_on_non_standard_key). Both take it; MariaDB is content with any index.',
  },
];
