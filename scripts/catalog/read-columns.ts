import type { ServerKind } from '@nilecare/database';
import type { RowDataPacket } from 'mysql2/promise';
import { textOrNull } from './ask.ts';
import type { Check, Column } from './model.ts';
import { normaliseExpression } from './normalise/expression.ts';
import { quoteText, unescapeClause } from './normalise/literal.ts';

/**
 * A column of a table.
 *
 * @param checks of its table: one of them tells that a text of MariaDB is JSON
 */
export function readColumn(row: RowDataPacket, kind: ServerKind, checks: readonly Check[]): Column {
  const name = String(row['name']);
  const extra = String(row['extra']);
  const isJson = checks.some((check) => check.name === name && check.expression === `JSON_VALID(${name})`);
  const type = isJson ? 'json' : typeOf(String(row['type']));
  return {
    name,
    position: Number(row['position']),
    type,
    collation: type === 'json' ? null : textOrNull(row, 'collation'),
    nullable: row['nullable'] === 'YES',
    default: defaultOf(row, kind, extra),
    onUpdate: onUpdateOf(extra),
    isAutoIncrement: /auto_increment/i.test(extra),
    generated: generatedOf(row, kind, extra),
    comment: String(row['comment']),
  };
}

/** MySQL has no display width since 8.0.19, but for the one that means a BOOLEAN and that of ZEROFILL. */
function typeOf(text: string): string {
  return text
    .replace(/\s*\/\*.*?\*\//g, '')
    .replace(/^(?!tinyint\(1\)$)((?:tiny|small|medium|big)?int|year)\(\d+\)/, '$1');
}

function defaultOf(row: RowDataPacket, kind: ServerKind, extra: string): string | null {
  const text = textOrNull(row, 'defaultText');
  if (text === null || isGenerated(extra)) return null;
  if (kind === 'mariadb') return text === 'NULL' ? null : normaliseExpression(text);
  if (/DEFAULT_GENERATED/.test(extra)) return normaliseExpression(unescapeClause(text));
  return isNumeric(String(row['dataType'])) ? text : quoteText(text);
}

/** MySQL prints defaults without quotes, whatever their type. */
function isNumeric(dataType: string): boolean {
  return /^(?:(?:tiny|small|medium|big)?int|decimal|float|double|bit|year)$/.test(dataType);
}

function onUpdateOf(extra: string): string | null {
  const text = /on update (\S+)/i.exec(extra)?.[1];
  return text === undefined ? null : normaliseExpression(text);
}

function isGenerated(extra: string): boolean {
  return /\b(?:STORED|VIRTUAL|PERSISTENT) GENERATED/.test(extra);
}

function generatedOf(row: RowDataPacket, kind: ServerKind, extra: string): Column['generated'] {
  if (!isGenerated(extra)) return null;
  const text = String(row['expression']);
  return {
    expression: normaliseExpression(kind === 'mysql' ? unescapeClause(text) : text),
    kind: /VIRTUAL/.test(extra) ? 'virtual' : 'stored',
  };
}
