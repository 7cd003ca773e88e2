import { doubt, inEffect, notInEffect, type Finding } from '../answer.ts';
import type { DatabaseForm } from '../change.ts';
import { isPresent, type Sight } from './sight.ts';
import type { Moment } from './moment.ts';

/** CREATE, ALTER and DROP DATABASE. DROP can break off half way on MariaDB; to drop what is left is the same statement. */
export function probeDatabase(form: DatabaseForm, [sight]: readonly Sight[], moment: Moment): Finding {
  const isThere = sight !== undefined && isPresent(sight);
  if (form.kind === 'drop database') return isThere ? notInEffect : inEffect;
  if (!isThere) return form.kind === 'create database' ? notInEffect : doubt('contradiction');
  if (form.kind === 'create database' && form.existing === 'replace' && moment !== 'appeared')
    return doubt('same before');
  if (form.hasOtherOptions) return moment === 'appeared' ? inEffect : doubt('definition not comparable');
  return compare(form, JSON.parse(sight.definition ?? '{}') as Shown, moment);
}

interface Shown {
  readonly charset: string;
  readonly collation: string;
}

/** A database takes what is not written from the server, whose settings at that time are not known. */
function compare(
  { kind, charset, collation }: Exclude<DatabaseForm, { kind: 'drop database' }>,
  shown: Shown,
  moment: Moment,
): Finding {
  const isOtherCharset = charset !== undefined && charset !== shown.charset.toLowerCase();
  const isOtherCollation = collation !== undefined && collation !== shown.collation.toLowerCase();
  if (isOtherCharset || isOtherCollation)
    return kind === 'alter database' ? notInEffect : doubt('other definition');
  if (moment === 'appeared' || collation !== undefined) return inEffect;
  return doubt('definition not comparable');
}
