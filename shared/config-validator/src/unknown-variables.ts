import { distance } from 'fastest-levenshtein';
import { isSet, type GivenVariables } from './environment.ts';
import { error, warning, type Finding } from './finding.ts';
import type { Variables } from './variable.ts';

/** Prefixes of variables that other programs read: the migration tool, setup, secret stores, Node and its tools. */
const foreignPrefixes = /^(FLYWAY|NILECARE|MIGRATION|VAULT|AWS|NODE|NPM|PM2|TZ|OTEL)(_|$)|_DB_PASSWORD$/i;

/** What Docker's and Kubernetes' links set for a server named `db`, as in DB_SERVICE_HOST and DB_PORT_3306_TCP_ADDR. */
const serviceLinks = /^DB_(SERVICE_(HOST|PORT)|PORT_\d+_|ENV_)/;

/** Words that other programs use for a variable, and nothing resembles. */
const otherNames = new Map([
  ['DB_DATABASE', 'DB_NAME'],
  ['DB_PWD', 'DB_PASSWORD'],
]);

/** A variable that is set and that no table has. */
interface Stranger {
  readonly name: string;
  /** Whether it was surely meant for this service: it begins with DB_, or stands in a `.env` file of the service. */
  readonly isOurs: boolean;
  readonly nearest: string | undefined;
}

/**
 * Tells of variables that look like misspelt ones. In a `.env` file, and where a name begins with DB_, that is
 * an error, and a warning where it resembles nothing. Elsewhere in the process environment, which belongs to many
 * programs, a variable is only warned of, and only when it shares the first word with a known one that is not set.
 */
export function unknownVariables(given: GivenVariables, variables: Variables): readonly Finding[] {
  const known = knownNames(variables);
  return [...given.keys()]
    .filter((name) => !known.has(name) && !serviceLinks.test(name))
    .map((name) => stranger(name, given, known))
    .flatMap(({ name, isOurs, nearest }) => {
      const subject = `Unknown variable ${name}.`;
      if (nearest !== undefined)
        return [{ ...(isOurs ? error : warning)(name, `Did you mean ${nearest}?`), subject }];
      if (!isOurs || foreignPrefixes.test(name)) return [];
      return [{ ...warning(name, 'It has no effect.'), subject }];
    });
}

function knownNames(variables: Variables): ReadonlySet<string> {
  const names = Object.entries(variables);
  return new Set(names.flatMap(([name, { secret }]) => (secret === true ? [name, `${name}_FILE`] : [name])));
}

function stranger(name: string, given: GivenVariables, known: ReadonlySet<string>): Stranger {
  const isOurs = /^db_/i.test(name) || given.get(name)?.origin !== 'environment';
  const candidates = [...known].filter(
    (other) => isOurs || (!isSet(given, other) && sharesFirstWord(name, other)),
  );
  return { name, isOurs, nearest: otherNames.get(name) ?? nearestName(name, candidates, given) };
}

/** As NODE_EVN and NODE_ENV; HOSTNAME, POST and LOGLEVEL share no whole first word with a longer name. */
function sharesFirstWord(name: string, other: string): boolean {
  const word = other.slice(0, other.indexOf('_') + 1);
  return word !== '' && name.startsWith(word);
}

/**
 * One letter of five may be wrong, at least one, or two may have changed places; or the name is cut off or longer,
 * as DB_PASS and DB_USERNAME.
 */
function nearestName(name: string, candidates: readonly string[], given: GivenVariables): string | undefined {
  const upper = name.toUpperCase();
  const [best] = candidates
    .map((other) => ({ other, changes: isTransposed(upper, other) ? 1 : distance(upper, other) }))
    .sort((left, right) => left.changes - right.changes);
  if (best !== undefined && best.changes <= Math.max(1, Math.floor(best.other.length / 5))) return best.other;
  return candidates.find(
    (other) => !isSet(given, other) && (isLonger(upper, other) || isLonger(other, upper)),
  );
}

function isTransposed(left: string, right: string): boolean {
  return distance(left, right) === 2 && [...left].sort().join('') === [...right].sort().join('');
}

/** By letters, not by another word: DB_PASSWORD of DB_PASS, but not DB_PASSWORD_FILE. */
function isLonger(long: string, short: string): boolean {
  return short.length >= 6 && long.startsWith(short) && !long.slice(short.length).includes('_');
}
