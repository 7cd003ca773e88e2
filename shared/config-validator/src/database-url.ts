import { isSet, type Given, type GivenVariables } from './environment.ts';
import { error } from './finding.ts';
import type { Resolved } from './resolve-secret-files.ts';

/** What a URL has in it, by the variable that it stands for, and how messages call the part. */
const parts = {
  DB_HOST: 'host',
  DB_PORT: 'port',
  DB_NAME: 'database',
  DB_USER: 'user',
  DB_PASSWORD: 'password',
  DB_SSL_MODE: 'ssl-mode',
  DB_SSL_CA: 'ssl-ca',
  DB_SOCKET: 'socket',
} as const;

type Part = keyof typeof parts;

/** Parameters that a URL may have, as MySQL's own shell writes them; Connector/J's name of the first is known too. */
const parameters: ReadonlyMap<string, Part> = new Map([
  ['ssl-mode', 'DB_SSL_MODE'],
  ['sslMode', 'DB_SSL_MODE'],
  ['ssl-ca', 'DB_SSL_CA'],
  ['socket', 'DB_SOCKET'],
]);

/** Gives DB_HOST and its group the values of DATABASE_URL, where that is set. */
export function resolveDatabaseUrl(given: GivenVariables): Resolved {
  const url = given.get('DATABASE_URL');
  if (url === undefined || url.text.trim() === '') return { given, findings: [] };
  const variable = url.alias?.variable ?? 'DATABASE_URL';
  const named = new Map(given).set('DATABASE_URL', {
    ...url,
    alias: { variable, subject: `${variable}:` },
  });
  const read = readUrl(url.text);
  if (typeof read === 'string') {
    const hidden = `(value hidden, ${url.text.length} characters)`;
    return { given: named, findings: [error('DATABASE_URL', `${read} ${hidden}`)] };
  }
  const both = Object.keys(read).filter((name) => isSet(given, name));
  if (both.length > 0) {
    return { given, findings: both.map((name) => error(name, `and ${variable} are both set; keep one.`)) };
  }
  return { given: new Map([...named, ...givenParts(read, variable)]), findings: [] };
}

/** Whether DATABASE_URL would have set a variable, had it been right. */
export function isPartOfUrl(variable: string): boolean {
  return variable in parts;
}

function givenParts(read: Partial<Record<Part, string>>, variable: string): [string, Given][] {
  return Object.entries(read).map(([name, text]) => {
    const subject = `${variable}: its ${parts[name as Part]}`;
    return [name, { text, origin: variable, alias: { variable, subject } }];
  });
}

/** The parts of a URL, or what is wrong with it. Node takes blanks away from the ends, so they are looked for first. */
function readUrl(text: string): Partial<Record<Part, string>> | string {
  const url = parseUrl(text);
  if (url === undefined || !['mysql:', 'mariadb:'].includes(url.protocol) || url.hostname === '')
    return 'not a mysql:// URL';
  if (text.includes('#')) return 'a # ends a URL; write it as %23';
  // With a port in front, as in mysql://u:123/w@h/d, a password would be taken for the database, which is shown.
  if (/[/@]/.test(url.pathname.slice(1))) return 'a / in user or password is written as %2F';
  const found = readParameters(url.searchParams);
  if (typeof found === 'string') return found;
  try {
    const { username, password, pathname } = url;
    return {
      DB_HOST: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      DB_PORT: url.port === '' ? '3306' : url.port,
      DB_NAME: decodeURIComponent(pathname.slice(1)),
      DB_USER: decodeURIComponent(username),
      ...(password !== '' && { DB_PASSWORD: decodeURIComponent(password) }),
      ...found,
    };
  } catch {
    return 'two hexadecimal digits must follow a %; write the sign itself as %25';
  }
}

function parseUrl(text: string): URL | undefined {
  if (/[\s\p{Cc}]/u.test(text)) return undefined;
  try {
    return new URL(text);
  } catch {
    // Node's error contains the text.
    return undefined;
  }
}

function readParameters(query: URLSearchParams): Partial<Record<Part, string>> | string {
  const found: Partial<Record<Part, string>> = {};
  for (const [name, value] of query) {
    const variable = parameters.get(name);
    if (variable === undefined || variable in found)
      return `the parameters ${[...parameters.keys()].join(', ')} may follow once each, and no other`;
    found[variable] = value;
  }
  return found;
}
