import type { Change, Form, Properties } from './change.ts';
import type { Clause, TableSource } from './table-form.ts';

/**
 * Whether the statement can be sent a second time, right behind the first, with the same end and without an error:
 * OR REPLACE, IF EXISTS, GRANT, MODIFY … So it may be sent again even if the probe cannot tell.
 */
export function isRepeatable({ form }: Change): boolean {
  switch (form.kind) {
    case 'create table':
    case 'create database':
      return form.existing === 'keep';
    case 'create accounts':
      return form.existing === 'keep';
    case 'drop accounts':
      return form.existing === 'keep';
    case 'drop':
    case 'drop program':
    case 'drop database':
      return form.ifExists;
    case 'create view':
    case 'create program':
      return form.existing !== 'refuse';
    case 'alter table':
      return form.clauses.every(isRepeatableClause);
    case 'alter program':
    case 'alter database':
    case 'alter accounts':
    case 'grant':
    case 'grant roles':
      return true;
    case 'rename tables':
    case 'rename accounts':
    case 'revoke':
    case 'revoke roles':
    case 'unknown':
      return false;
  }
}

/** MODIFY with UNIQUE in it makes one more index each time. */
function isRepeatableClause(clause: Clause): boolean {
  switch (clause.kind) {
    case 'set':
      return !/\b(?:UNIQUE|KEY|REFERENCES|CHECK)\b/i.test(clause.text);
    case 'drop':
      return clause.ifExists;
    case 'add':
      return clause.ifNotExists;
    case 'enforce':
    case 'manner':
      return true;
    default:
      return false;
  }
}

/** Whether the probe is certain of more statements of this form with a digest from before it. */
export function needsDigest({ form }: Change): boolean {
  switch (form.kind) {
    case 'create view':
    case 'alter accounts':
      return true;
    case 'create accounts':
      return form.hasOptions || !form.isRole;
    case 'create table':
      return form.existing === 'replace' || !isComparable(form.source);
    case 'create database':
      return form.collation === undefined || form.hasOtherOptions;
    case 'alter program':
      return beginsAnew(form.properties);
    case 'alter table':
      return !showsItselfByNames(form.clauses) || renews(form.clauses);
    default:
      return false;
  }
}

/** A query says nothing of types; partitions are printed in the server's own words. */
function isComparable(source: TableSource): boolean {
  return source.kind === 'like' || (source.kind === 'definition' && !/\bPARTITION\b/i.test(source.options));
}

/** An index or a constraint without a name leaves no name to look for. */
function showsItselfByNames(clauses: readonly Clause[]): boolean {
  return clauses.some((clause) => {
    if (clause.kind === 'add') return clause.element.kind !== 'other' && clause.element.name !== undefined;
    return clause.kind === 'drop' || clause.kind === 'rename' || clause.kind === 'change';
  });
}

/**
 * Whether a statement of this form, if it changes anything at all, changes what is seen of its objects: then nothing
 * seen to have changed means that it was not done, or need not be done again.
 */
export function showsItself({ form }: { readonly form: Form }): boolean {
  switch (form.kind) {
    case 'unknown':
      return false;
    case 'create table':
      return form.existing !== 'replace';
    case 'create database':
      return form.existing !== 'replace';
    // A swap leaves the same names, and perhaps the same definitions.
    case 'rename tables':
    case 'rename accounts':
      return false;
    // What is not there need not be dropped, whoever dropped it.
    case 'drop':
    case 'drop program':
    case 'drop accounts':
    case 'drop database':
      return false;
    case 'alter table':
      return (
        form.clauses.every(({ kind }) => kind !== 'unknown' && kind !== 'auto_increment') &&
        !renews(form.clauses)
      );
    default:
      return true;
  }
}

/** A column that is dropped and added anew under its name loses its values, perhaps not its definition. */
function renews(clauses: readonly Clause[]): boolean {
  return (
    clauses.some((clause) => clause.kind === 'drop' && clause.object === 'column') &&
    clauses.some((clause) => clause.kind === 'add' && clause.element.kind === 'column')
  );
}

/** Without STARTS a schedule begins at the moment of the statement, which nobody knows. */
export function beginsAnew({ every, starts }: Properties): boolean {
  return every !== undefined && starts === undefined;
}
