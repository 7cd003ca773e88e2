import { quoteName } from '../history/sql.ts';
import type { Account } from '../probe/account-form.ts';
import type { Form, ObjectName } from '../probe/change.ts';
import type { Clause, DroppedObject, Element, TableForm } from '../probe/table-form.ts';

/** Why a statement cannot be taken back from its text alone. */
export type Irreversible =
  /** It took something away, or wrote over it. */
  | 'lost'
  /** What it demands may have been so before it: IF NOT EXISTS, OR REPLACE, GRANT. */
  | 'may have been there'
  /** The server chose the name of an index or a constraint. */
  | 'no name'
  /** It changed rows that were there before, or may have. */
  | 'rows'
  /** It ran code of which the text does not tell. */
  | 'code'
  /** A form that is not known here. */
  | 'form';

/** The statement that takes another back, or why there is none. */
export type Reverse = { readonly sql: string } | { readonly irreversible: Irreversible };

/** What takes back a statement of this form, in one statement. Pure. */
export function reverseForm(form: Form): Reverse {
  switch (form.kind) {
    case 'create table':
      return created(form.existing, `DROP TABLE ${nameOf(form.table)}`);
    case 'create view':
      return form.isAlter ? lost : created(form.existing, `DROP VIEW ${nameOf(form.view)}`);
    case 'create program':
      return created(form.existing, `DROP ${form.program.kind.toUpperCase()} ${nameOf(form.name)}`);
    case 'create database':
      return created(form.existing, `DROP DATABASE ${quoteName(form.name)}`);
    case 'create accounts': {
      const accounts = form.accounts.map(accountOf).join(', ');
      return created(form.existing, `DROP ${form.isRole ? 'ROLE' : 'USER'} ${accounts}`);
    }
    case 'rename tables': {
      const pairs = form.pairs.toReversed().map(({ from, to }) => `${nameOf(to)} TO ${nameOf(from)}`);
      return { sql: `RENAME TABLE ${pairs.join(', ')}` };
    }
    case 'rename accounts': {
      const pairs = form.pairs.toReversed().map(({ from, to }) => `${accountOf(to)} TO ${accountOf(from)}`);
      return { sql: `RENAME USER ${pairs.join(', ')}` };
    }
    case 'alter table':
      return reverseAlter(form);
    case 'grant':
    case 'grant roles':
      return { irreversible: 'may have been there' };
    case 'unknown':
      return { irreversible: 'form' };
    default:
      return lost;
  }
}

const lost: Reverse = { irreversible: 'lost' };

function created(existing: 'refuse' | 'keep' | 'replace', sql: string): Reverse {
  return existing === 'refuse' ? { sql } : { irreversible: 'may have been there' };
}

/** The clauses backwards, in one statement again, which is done as a whole or not at all. */
function reverseAlter({ table, clauses }: Extract<TableForm, { kind: 'alter table' }>): Reverse {
  const renaming = clauses.find((clause) => clause.kind === 'rename table');
  const reversed: string[] = renaming ? [`RENAME TO ${nameOf(table)}`] : [];
  for (const clause of clauses.toReversed()) {
    if (clause.kind === 'manner' || clause.kind === 'rename table') continue;
    const reverse = reverseClause(clause);
    if ('irreversible' in reverse) return reverse;
    reversed.push(reverse.sql);
  }
  if (reversed.length === 0) return { irreversible: 'form' };
  return { sql: `ALTER TABLE ${nameOf(renaming?.to ?? table)} ${reversed.join(', ')}` };
}

function reverseClause(clause: Clause): Reverse {
  switch (clause.kind) {
    case 'add':
      return clause.ifNotExists ? { irreversible: 'may have been there' } : reverseAdded(clause.element);
    case 'rename': {
      const [from, to] = [clause.to, clause.from].map(quoteName);
      return { sql: `RENAME ${clause.object.toUpperCase()} ${from ?? ''} TO ${to ?? ''}` };
    }
    case 'unknown':
      return { irreversible: 'form' };
    default:
      return lost;
  }
}

/** A foreign key's index, which the server may have made for it, stays: nobody can tell it from one that was there. */
function reverseAdded(element: Element): Reverse {
  if (element.kind === 'other') return { irreversible: 'form' };
  // A column cannot be dropped while its foreign key is there, whose name the server chose.
  if (element.name === undefined || (element.kind === 'column' && /\breferences\b/i.test(element.text)))
    return { irreversible: 'no name' };
  if (element.kind === 'index' && element.name === 'PRIMARY') return { sql: 'DROP PRIMARY KEY' };
  return { sql: `DROP ${dropWords[element.kind].toUpperCase()} ${quoteName(element.name)}` };
}

const dropWords: Readonly<Record<Exclude<Element['kind'], 'other'>, DroppedObject>> = {
  column: 'column',
  index: 'index',
  'foreign key': 'foreign key',
  // DROP CHECK is MySQL's only.
  check: 'constraint',
};

function nameOf({ schema, name }: ObjectName): string {
  return `${quoteName(schema)}.${quoteName(name)}`;
}

function accountOf({ user, host }: Account): string {
  return `${quoteName(user)}@${quoteName(host)}`;
}
