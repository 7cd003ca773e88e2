import type { Server } from '../session.ts';
import { tokenize, type Token } from './tokens.ts';

/** The words of a text that may be names, quoted or not, in lower case: of statements and of bodies of programs. */
export function wordsIn(text: string, server: Server): ReadonlySet<string> {
  return new Set(
    tokenize(text, server, '').tokens.flatMap(({ kind, value }) =>
      kind === 'word' || kind === 'name' || kind === 'string' ? [value.toLowerCase()] : [],
    ),
  );
}

/**
 * The first word by which code may commit what is open, or run code that is not seen; undefined when it certainly does
 * neither. Rather one too many.
 */
export function committingWord(text: string, server: Server): string | undefined {
  const { tokens } = tokenize(text, server, '');
  return tokens.find((token, index) => commits(token, tokens[index + 1]))?.keyword;
}

function commits({ keyword }: Token, next: Token | undefined): boolean {
  if (!committing.has(keyword)) return false;
  switch (keyword) {
    case 'CREATE':
    case 'DROP':
      return next?.keyword !== 'TEMPORARY';
    // TRUNCATE(x, d), LOCK IN SHARE MODE and START WITH of a sequence
    case 'TRUNCATE':
      return next?.keyword !== '(';
    case 'LOCK':
      return next?.keyword !== 'IN';
    default:
      return true;
  }
}

const committing: ReadonlySet<string> = new Set(
  (
    'COMMIT START AUTOCOMMIT CREATE ALTER DROP RENAME TRUNCATE GRANT REVOKE LOCK UNLOCK PREPARE EXECUTE IMMEDIATE ' +
    'ANALYZE OPTIMIZE REPAIR CHECK CHECKSUM FLUSH RESET CACHE INSTALL UNINSTALL IMPORT XA SAVEPOINT CLONE PASSWORD'
  ).split(' '),
);
