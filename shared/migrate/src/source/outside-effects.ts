import type { Statement, Statements } from '../model.ts';

/** A statement that acts outside of the schema that it runs in, and why. */
export interface OutsideEffect {
  readonly statement: Statement;
  /** Part of a sentence, as in `it uses the schema shop`. */
  readonly reason: string;
}

/**
 * The first statement of a script that may touch anything beside the schema it runs in: other schemas, accounts, the
 * server. Rather one too many, because what is run behind it is not undone.
 *
 * @param schemas names of the other schemas of the server
 */
export function outsideEffect(statements: Statements, schemas: readonly string[]): OutsideEffect | undefined {
  const others = new Set(schemas.map((schema) => schema.toLowerCase()));
  const isDynamic = statements.some(({ text }) => /\bprepare\b|\bexecute\s+immediate\b/i.test(text));
  for (const statement of statements) {
    const reason = reasonOf(codeOf(statement.text, isDynamic ? 'with strings' : 'without strings'), others);
    if (reason !== undefined) return { statement, reason };
  }
  return undefined;
}

/** At the beginning of a statement: also of one that is prepared, or stands in a stored program. */
function beginning(words: string): RegExp {
  return new RegExp(`(?:^|['";]|\\b(?:begin|then|else|do|loop|repeat))\\s*(?:${words})\\b`, 'i');
}

const whole: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [beginning('use'), 'it changes the schema (USE)'],
  [/\b(?:create|alter|drop)\s+(?:or\s+replace\s+)?(?:database|schema)\b/i, 'it creates or drops schemas'],
  [beginning('grant|revoke'), 'it changes privileges'],
  [/\b(?:create|alter|drop|rename)\s+(?:or\s+replace\s+)?(?:user|role|server)\b/i, 'it changes accounts'],
  [/\bset\s+(?:password|default\s+role)\b/i, 'it changes accounts'],
  [
    /\b(?:global|persist|persist_only)\s+\w|@@(?:global|persist|persist_only)\./i,
    'it sets variables of the server',
  ],
  [/\binto\s+(?:outfile|dumpfile)\b/i, 'it writes a file'],
  [
    beginning(
      'install|uninstall|flush|reset|purge|shutdown|restart|clone|kill|binlog|backup|change|(?:start|stop)\\s+(?:all\\s+)?(?:replica|slave|group_replication)',
    ),
    'it administers the server',
  ],
  [/\bsoname\b/i, 'it installs a function in the server'],
  [/\b(?:alter\s+instance|spatial\s+reference\s+system)\b/i, 'it administers the server'],
  [
    /\b(?:create|alter|drop)\s+(?:undo\s+)?(?:tablespace|logfile|resource\s+group)\b/i,
    'it administers the server',
  ],
];

/** Where statements are prepared, a string may be one. */
function codeOf(text: string, strings: 'with strings' | 'without strings'): string {
  return text.replaceAll(tokens, (token) => {
    if (token.startsWith("'")) return strings === 'with strings' ? token : "''";
    return /^[`"]/.test(token) ? token : ' ';
  });
}

/** Strings, quoted names, comments, and the edges of conditional comments, which hold code. */
const tokens =
  /'[^'\\]*(?:\\[\s\S][^'\\]*)*'|"[^"\\]*(?:\\[\s\S][^"\\]*)*"|`[^`]*`|\/\*M?!\d*|\/\*[\s\S]*?\*\/|\*\/|--(?=\s|$).*|#.*/g;

function reasonOf(code: string, others: ReadonlySet<string>): string | undefined {
  const found = whole.find(([pattern]) => pattern.test(code));
  if (found) return found[1];
  for (const [, quoted, plain] of code.matchAll(
    /(?:[`"]([^`"]+)[`"]|(?<![\w$@.])([\w$]+))\s*\.\s*(?=[\w$`"*])/g,
  )) {
    const name = quoted ?? plain ?? '';
    if (others.has(name.toLowerCase())) return `it uses the schema ${name}`;
  }
  return undefined;
}
