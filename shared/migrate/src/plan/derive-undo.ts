import type { Statement, Statements } from '../model.ts';
import type { Change, Form, ObjectName } from '../probe/change.ts';
import { readChange, type Circumstances } from '../probe/read/read-change.ts';
import { tokenize, type Token } from '../source/tokens.ts';
import { isUpkeep } from '../source/upkeep.ts';
import { followSession } from './follow-session.ts';
import { reverseForm, type Irreversible } from './reverse-form.ts';

/** The statement that takes one of a script back. */
export interface Reversal {
  readonly undoes: Statement;
  readonly sql: string;
  /** What it would bring about, for the probe. */
  readonly change: Change;
}

/** A statement that cannot be taken back from its text. */
export interface Obstacle {
  readonly statement: Statement;
  readonly reason: Irreversible;
}

/** All that takes the statements back, the last one's first; or all that is in the way. */
export type DerivedUndo =
  | { readonly kind: 'derived'; readonly reversals: readonly Reversal[] }
  | { readonly kind: 'not derived'; readonly obstacles: readonly Obstacle[] };

/**
 * What takes back the first statements of a script, from their text alone: CREATE by DROP, ADD by DROP, RENAME by RENAME.
 * What fills, changes or drops a table that the same statements created needs no taking back, since the table goes. All
 * that may have changed something else in a way of which the text does not tell is an obstacle. Pure.
 *
 * @param statements those that are committed, in their order
 */
export function deriveUndo(statements: Statements, start: Circumstances): DerivedUndo {
  const around = followSession(statements, start);
  const script = new Derivation();
  for (const statement of statements) script.add(statement, around[statement.number - 1] ?? start);
  return script.obstacles.length > 0
    ? { kind: 'not derived', obstacles: script.obstacles }
    : { kind: 'derived', reversals: script.reversals.toReversed() };
}

/** Goes through the statements and knows what they themselves created. */
class Derivation {
  readonly reversals: Reversal[] = [];
  readonly obstacles: Obstacle[] = [];
  /** Names of tables, views and programs. */
  readonly #own = new Set<string>();
  #hasTriggers = false;

  add(statement: Statement, around: Circumstances): void {
    switch (statement.kind) {
      case 'ddl':
        this.#addDdl(statement, around);
        return;
      case 'dml':
        this.#addDml(statement, around);
        return;
      case 'compound':
        this.obstacles.push({ statement, reason: 'code' });
        return;
      case 'session':
        if (changesServer.test(statement.text)) this.obstacles.push({ statement, reason: 'lost' });
        return;
      case 'transaction':
    }
  }

  #addDdl(statement: Statement, around: Circumstances): void {
    if (isUpkeep(statement.text, around.server)) return;
    const { form } = readChange(statement.text, around);
    if (form.kind === 'unknown' && this.#truncatesOwnTable(statement, around)) return;
    if (isOf(form, this.#own)) {
      if (form.kind === 'drop') for (const name of form.names) this.#own.delete(keyOf(name));
      return;
    }
    const reverse = reverseForm(form);
    if ('irreversible' in reverse) {
      this.obstacles.push({ statement, reason: reverse.irreversible });
      return;
    }
    this.reversals.push({
      undoes: statement,
      sql: reverse.sql,
      change: readChange(reverse.sql, plain(around)),
    });
    this.#remember(form);
  }

  #truncatesOwnTable({ text }: Statement, around: Circumstances): boolean {
    const { tokens } = tokenize(text, around.server, around.sqlMode);
    return tokens[0]?.keyword === 'TRUNCATE' && this.#ownsNameAt(tokens, 1, around);
  }

  #addDml(statement: Statement, around: Circumstances): void {
    // Megabytes of rows stand behind the name.
    const { tokens } = tokenize(statement.text.slice(0, 10_000), around.server, around.sqlMode);
    const [first, second] = tokens.map(({ keyword }) => keyword);
    if (second === 'TEMPORARY' && (first === 'CREATE' || first === 'DROP')) {
      const name = objectAt(tokens, behindWords(tokens, 2, tableWords), around.schema);
      if (first === 'CREATE' && name) this.#own.add(keyOf(name));
      return;
    }
    if (first === 'SELECT' && !tokens.some(({ keyword }) => keyword === '(' || keyword === 'INTO')) return;
    const fills = first === 'INSERT' || first === 'REPLACE';
    const changes = first === 'UPDATE' || first === 'DELETE';
    const isCovered = (fills || changes) && !this.#hasTriggers && this.#ownsNameAt(tokens, 1, around);
    if (!isCovered) this.obstacles.push({ statement, reason: 'rows' });
  }

  /** The one table that a statement names, behind words such as IGNORE and INTO. */
  #ownsNameAt(tokens: readonly Token[], from: number, { schema }: Circumstances): boolean {
    const at = behindWords(tokens, from, tableWords);
    const name = objectAt(tokens, at, schema);
    const next = tokens[at + (tokens[at + 1]?.value === '.' ? 3 : 1)]?.keyword ?? '';
    const isOnly = behindOnly.get(tokens[0]?.keyword ?? '')?.has(next) ?? true;
    return name !== undefined && isOnly && this.#own.has(keyOf(name));
  }

  #remember(form: Form): void {
    for (const name of createdNames(form)) this.#own.add(name);
    if (form.kind === 'rename tables') for (const { from, to } of form.pairs) this.#rename(from, to);
    if (form.kind === 'alter table')
      for (const clause of form.clauses)
        if (clause.kind === 'rename table') this.#rename(form.table, clause.to);
    if (form.kind === 'create program' && form.program.kind === 'trigger') this.#hasTriggers = true;
  }

  #rename(from: ObjectName, to: ObjectName): void {
    const isOwn = this.#own.delete(keyOf(from));
    this.#own.delete(keyOf(to));
    if (isOwn) this.#own.add(keyOf(to));
  }
}

/** Whether a statement changes only what the script itself created. A renaming has to be taken back all the same. */
function isOf(form: Form, own: ReadonlySet<string>): boolean {
  switch (form.kind) {
    case 'alter table':
      return own.has(keyOf(form.table)) && !form.clauses.some(({ kind }) => kind === 'rename table');
    case 'drop':
      return form.names.every((name) => own.has(keyOf(name)));
    case 'create view':
      return form.existing === 'replace' && own.has(keyOf(form.view));
    case 'create program':
      return form.existing === 'replace' && own.has(keyOf(form.name, form.program.kind));
    case 'alter program':
    case 'drop program':
      return own.has(keyOf(form.name, form.program));
    default:
      return false;
  }
}

function createdNames(form: Form): readonly string[] {
  switch (form.kind) {
    case 'create table':
      return [keyOf(form.table)];
    case 'create view':
      return [keyOf(form.view)];
    case 'create program':
      return [keyOf(form.name, form.program.kind)];
    default:
      return [];
  }
}

function keyOf({ schema, name }: ObjectName, kind = 'table'): string {
  return JSON.stringify([kind, schema, name]);
}

function behindWords(tokens: readonly Token[], from: number, words: ReadonlySet<string>): number {
  let at = from;
  while (words.has(tokens[at]?.keyword ?? '')) at++;
  return at;
}

function objectAt(tokens: readonly Token[], at: number, schema: string | undefined): ObjectName | undefined {
  const [first, dot, second] = tokens.slice(at, at + 3);
  if (first?.kind !== 'name' && first?.kind !== 'word') return undefined;
  if (dot?.value === '.') return second && { schema: first.value, name: second.value };
  return schema === undefined ? undefined : { schema, name: first.value };
}

const tableWords = new Set(
  'LOW_PRIORITY DELAYED HIGH_PRIORITY QUICK IGNORE INTO FROM TABLE IF NOT EXISTS'.split(' '),
);

/** What stands behind the name of the one table of these; anything else may be an alias with more tables behind it. */
const behindOnly: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['UPDATE', new Set(['SET'])],
  ['DELETE', new Set(['', 'WHERE', 'ORDER', 'LIMIT'])],
  ['TRUNCATE', new Set([''])],
]);

const changesServer = /\bset\b[\s\S]*\b(?:global|persist|persist_only)\b|^\s*(?:kill|purge|binlog)\b/i;

/** What is written here has its schemas and plain quotes. */
function plain(around: Circumstances): Circumstances {
  return { ...around, sqlMode: '' };
}
