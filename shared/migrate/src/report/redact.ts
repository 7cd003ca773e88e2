const hidden = "'***'";

/** Comments (not those whose text is run), quoted texts, numbers such as 0x1f, words, and every other character on its own. */
const tokens =
  /\/\*(?!M?!)[\s\S]*?\*\/|--(?=\s).*|#.*|'[^'\\]*(?:(?:\\[\s\S]|'')[^'\\]*)*'|"[^"\\]*(?:(?:\\[\s\S]|"")[^"\\]*)*"|`[^`]*(?:``[^`]*)*`|[\w$]+|\s+|[\s\S]/g;

/** Blanks and comments in front. Each text fits in one way only, so that many of them take no time. */
const leading = String.raw`^(?:\s|\/\*(?!M?!)(?:[^*]|\*(?!\/))*\*\/|--(?=\s)[^\n]*(?:\n|$)|#[^\n]*(?:\n|$))*`;

/** Statements whose quoted texts are passwords, hashes or names, so that a mistyped keyword betrays nothing. */
const accountStatement = new RegExp(
  String.raw`${leading}(?:\/\*M?!\d*)?\s*(?:(?:create|alter)(?:\s+or\s+replace)?\s+(?:user|server|role)|grant|revoke|set\s+password|change\s+(?:master|replication)|start\s+(?:slave|replica)|create\s+connection)\b`,
  'i',
);

/** A table or a column of it speaks of secrets: the values of all columns are hidden, since they are not counted here. */
const insertOfSecrets = new RegExp(
  String.raw`${leading}(?:insert|replace)\b[^'"]*(?:passw|secret|passphrase)`,
  'i',
);

const announcesSecret = /passw|identified|secret|passphrase/i;

/** A stretch of a statement, and what is shown of it. */
export interface ShownPart {
  readonly text: string;
  /** Differs from `text` only when that is a secret. */
  readonly shown: string;
}

/**
 * A statement without its secrets: what follows IDENTIFIED, PASSWORD, SOURCE_PASSWORD …, every quoted text of an
 * account statement but the account's name, and of an INSERT with a column for passwords, and texts and comments that
 * themselves speak of passwords.
 */
export function redactSecrets(text: string): string {
  return shownParts(text)
    .map(({ shown }) => shown)
    .join('');
}

/**
 * What the server said about a statement, without the statement's secrets: a syntax error quotes up to 80 characters
 * of the text, cut anywhere, so that quotation goes as a whole.
 */
export function redactMessage(message: string, statement: string): string {
  const secrets = shownParts(statement)
    .filter(({ text, shown }) => shown !== text)
    .map(({ text }) => text.replace(/^(['"])([\s\S]*)\1$/, '$2'));
  if (secrets.length === 0) return message;
  const unquoted = message.replace(/ near '[\s\S]*' at line /, " near '***' at line ");
  return secrets.reduce(
    (shown, secret) => (secret === '' ? shown : shown.replaceAll(secret, '***')),
    unquoted,
  );
}

/** The parts of {@link redactSecrets}, in order; a statement that speaks of no secret is one part. */
export function shownParts(text: string): readonly ShownPart[] {
  const hidesAll = accountStatement.test(text) || insertOfSecrets.test(text);
  // Megabytes of rows are not taken to pieces for nothing.
  if (!hidesAll && !announcesSecret.test(text)) return [{ text, shown: text }];
  const parts = text.match(tokens) ?? [];
  let armed = false;
  return parts.map((part, index) => {
    if (/^(?:\/\*|--|#)/.test(part)) return speaksOfSecret(part) ? hide(part, '/* *** */') : show(part);
    if (/^['"]/.test(part) && part.length > 1) {
      const isName = parts[index - 1] === '@' || parts[index + 1] === '@';
      const isSecret = !isName && (hidesAll || armed || speaksOfSecret(part));
      return isSecret ? hide(part, hidden) : show(part);
    }
    if (armed && /^0x[0-9a-f]+$/i.test(part)) return hide(part, hidden);
    if (part === ',' || part === ';') armed = false;
    else if (announcesSecret.test(part)) armed = true;
    return show(part);
  });
}

function show(text: string): ShownPart {
  return { text, shown: text };
}

function hide(text: string, shown: string): ShownPart {
  return { text, shown };
}

function speaksOfSecret(text: string): boolean {
  return /\bidentified\b|password\W/i.test(text);
}
