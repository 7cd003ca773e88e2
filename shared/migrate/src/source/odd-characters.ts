import type { Statements } from '../model.ts';
import { bareStatements } from './bare-code.ts';
import { hasFeature } from './features.ts';
import { blank, invisible, odd, quote } from './odd-pattern.ts';
import type { ScriptRemark } from './script-remark.ts';
import { positionIn } from './statement-position.ts';

/**
 * Characters that look like white space, like quotes or like nothing, outside of strings, quoted names and comments.
 * To the server they are letters of a name (MySQL 8.4 manual 11.2: U+0080 to U+FFFF), so that a script fails in its
 * middle, or makes a name that nobody can type. An error where no name can be meant, otherwise a warning.
 */
export function oddCharacters(statements: Statements): readonly ScriptRemark[] {
  return bareStatements(statements, (each) => hasFeature(each, 'odd characters')).flatMap(
    ({ statement, code }) => {
      const [first] = code.matchAll(word);
      return [...code.matchAll(word)].flatMap((found) => {
        const at = oddIn(found[0]);
        if (at === undefined) return [];
        const place = found.index === first?.index ? 'first word' : 'later word';
        return [remark(found[0], at, place, positionIn(statement, found.index + at))];
      });
    },
  );
}

/** A word as the server reads it. */
const word = /[\w$\u0080-\uffff]+/g;

const separator = new RegExp(`[${blank}${invisible}${quote}]+`);
const quoteAtEdge = new RegExp(`^[${quote}]|[${quote}]$`);

/** Between letters of scripts that are written with them they are right: Persian, Hindi, Japanese. */
const rightInNames = /(?<=[^ -\xff])(?:\u200c|\u200d|\u3000)(?=[^ -\xff])/g;

function oddIn(text: string): number | undefined {
  const found = text.replaceAll(rightInNames, 'x').search(odd);
  return found < 0 ? undefined : found;
}

function remark(
  text: string,
  at: number,
  place: 'first word' | 'later word',
  position: { readonly line: number; readonly column: number },
): ScriptRemark {
  const character = text[at] as string;
  const name = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const parts = text.split(separator).map((part) => part.toUpperCase());
  const isError =
    place === 'first word' ||
    quoteAtEdge.test(text) ||
    parts.every((part) => /^\d*$/.test(part)) ||
    parts.some((part) => reserved.has(part));
  const where = `line ${position.line} column ${position.column}`;
  const message = isError
    ? `${name} (${describe(character)}) at ${where}: to the server it is a letter of a name. ${remedy(character)}`
    : `${name} (${describe(character)}) in identifier, ${where}: it becomes a part of the name. ${remedy(character)} If it is meant, write the name in back-ticks.`;
  return { ...position, severity: isError ? 'error' : 'warning', message };
}

function describe(character: string): string {
  return names[character] ?? (isA(quote, character) ? 'typographic quote' : describeUnseen(character));
}

function describeUnseen(character: string): string {
  return isA(blank, character) ? 'white space of Unicode' : 'invisible character';
}

function remedy(character: string): string {
  if (isA(quote, character)) return 'Write a plain \' or " instead.';
  return isA(blank, character) ? 'Write a plain space instead.' : 'Remove it.';
}

function isA(kind: string, character: string): boolean {
  return new RegExp(`[${kind}]`).test(character);
}

const names: Readonly<Record<string, string>> = {
  '\u00a0': 'no-break space',
  '\u00ad': 'soft hyphen',
  '\u200b': 'zero-width space',
  '\u200c': 'zero-width non-joiner',
  '\u200d': 'zero-width joiner',
  '\u202f': 'narrow no-break space',
  '\u2060': 'word joiner',
  '\u3000': 'ideographic space',
  '\ufeff': 'byte order mark',
};

/** Reserved by both servers (MySQL 8.4 manual 11.3, MariaDB "Reserved Words"): glued to one, no name is meant. */
const reserved: ReadonlySet<string> = new Set(
  (
    'ADD ALTER AND AS ASC BETWEEN BIGINT BY CASCADE CASE CHAR CHECK COLLATE COLUMN CONSTRAINT CREATE CROSS DECIMAL ' +
    'DEFAULT DELETE DESC DISTINCT DOUBLE DROP ELSE EXISTS FLOAT FOR FOREIGN FROM FULLTEXT GRANT GROUP HAVING IN INDEX ' +
    'INNER INSERT INT INTEGER INTO IS JOIN KEY KEYS LEFT LIKE LIMIT LONGTEXT MEDIUMTEXT NOT NULL ON OR ORDER ' +
    'PRIMARY PROCEDURE REFERENCES REPLACE RIGHT SELECT SET SMALLINT TABLE THEN TINYINT TO TRIGGER UNION UNIQUE ' +
    'UNSIGNED UPDATE USING VALUES VARCHAR WHEN WHERE WITH'
  ).split(' '),
);
