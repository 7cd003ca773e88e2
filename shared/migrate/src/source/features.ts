import type { Statement } from '../model.ts';
import { setsSqlMode } from './escapes.ts';
import { odd } from './odd-pattern.ts';

/** What a statement may hold that somebody who looks through a whole script asks for. */
export type Feature =
  /** It has to be looked at for odd characters. */
  | 'odd characters'
  | 'sets sql_mode'
  /** See `readsPrevious`. */
  | 'reads previous'
  /** LAST_INSERT_ID() and the variables that hold it. */
  | 'reads insert id'
  /** It may give user variables a value; see `assignedVariables`. */
  | 'sets variables'
  /** Names of user variables stand in it, or what looks like one in a string. */
  | 'names variables'
  /** It makes or ends nothing that lives in the session beside variables: no temporary table, handler, prepared statement. */
  | 'only rows';

const tests: Readonly<Record<Feature, (kind: Statement['kind'], text: string) => boolean>> = {
  'odd characters': (_, text) => odd.test(text),
  'sets sql_mode': (_, text) => setsSqlMode(text),
  'reads previous': (_, text) => previous.test(text) && !definition.test(text),
  'reads insert id': (_, text) => /last_insert_id|@@(?:session\.|local\.)?identity/i.test(text),
  'sets variables': maySetVariables,
  'names variables': (_, text) => userVariable.test(text),
  'only rows': (kind, text) => kind === 'dml' && /^(?:insert|replace|update|delete|select)\b/i.test(text),
};

/** Whether a statement has a feature; where its text is not at hand, as it was seen when its file was checked. */
export function hasFeature(statement: Statement, feature: Feature): boolean {
  const { features, kind } = statement;
  if (features !== undefined) return (features & bits[feature]) !== 0;
  if (kind === 'dml' && aboutVariables.has(feature) && !mayMatter(statement.text)) return false;
  return tests[feature](kind, statement.text);
}

/**
 * All features of a statement as bits, for {@link hasFeature} later.
 *
 * @param isAscii whether its text has no other characters
 */
export function featuresOf({ kind, text }: Pick<Statement, 'kind' | 'text'>, isAscii = false): number {
  const isPlain = kind === 'dml' && !mayMatter(text);
  return all
    .filter((feature) => !(isPlain && aboutVariables.has(feature)) && !(isAscii && isOdd(feature)))
    .reduce((found, feature) => (tests[feature](kind, text) ? found | bits[feature] : found), 0);
}

function isOdd(feature: Feature): boolean {
  return feature === 'odd characters';
}

/** Rows are most of what is long; in them these are looked for only where {@link mayMatter} says so. */
const aboutVariables: ReadonlySet<Feature> = new Set<Feature>([
  'reads previous',
  'reads insert id',
  'sets variables',
  'names variables',
]);

/** Whether there is a variable, `:=`, LAST_INSERT_ID(), ROW_COUNT(), FOUND_ROWS() or LOAD DATA; several times as fast as a search for all of them. */
function mayMatter(text: string): boolean {
  return (
    text.includes(':=') || namesSome(text, '@', variable) || namesSome(text, '_', ending) || load.test(text)
  );
}

/** No address of mail. */
const variable = /(?<![\w`'"]@)/y;
const ending = /(?:insert_id|count|rows)\b/iy;
const load = /^\s*load\b/i;

function namesSome(text: string, sign: string, behind: RegExp): boolean {
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
    behind.lastIndex = at + 1;
    if (behind.test(text)) return true;
  }
  return false;
}

const all = Object.keys(tests) as Feature[];
const bits = Object.fromEntries(all.map((feature, index) => [feature, 1 << index])) as Record<
  Feature,
  number
>;

const previous =
  /\b(?:row_count|found_rows)\s*\(|@@(?:session\.|local\.)?(?:warning_count|error_count)\b|\bget\s+(?:current\s+|stacked\s+)?diagnostics\b|\bshow\s+(?:count\s*\(\s*\*\s*\)\s+)?(?:warnings|errors)\b/i;

/** The body of a stored program runs later. */
const definition = /^[^('"]*?\b(?:procedure|function|trigger|event|view)\b/i;

/** See `variablesIn`. */
const userVariable = /(?<![@\w`'"])@(?:`[^`]+`|'[^']+'|"[^"]+"|[\w.$\u0080-\uffff]+)/;

function maySetVariables(kind: Statement['kind'], text: string): boolean {
  if (kind === 'session' || kind === 'compound') return true;
  if (kind === 'ddl')
    return /\bcreate\b[\s\S]*?\b(?:procedure|function|trigger)\b/i.test(text.slice(0, 1000));
  return /:=|\binto\s+@|^\s*load\b/i.test(text);
}
