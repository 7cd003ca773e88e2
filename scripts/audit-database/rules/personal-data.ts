import type { Catalog, Column } from '../../catalog/model.ts';
import { privacyMark, type PrivacyMark } from '../../catalog/privacy-mark.ts';
import { eachTable, type Found } from './rule.ts';

/** A marked column. */
export interface PersonalColumn {
  readonly table: string;
  readonly column: string;
  readonly mark: PrivacyMark;
  readonly comment: string;
}

/** The marked columns of a database. */
export function personalColumns({ tables }: Pick<Catalog, 'tables'>): readonly PersonalColumn[] {
  return tables.flatMap(({ name: table, columns }) =>
    columns.flatMap((column) => {
      const mark = privacyMark(column.comment);
      return mark ? [{ table, column: column.name, mark, comment: column.comment }] : [];
    }),
  );
}

/**
 * Columns that hold what identifies or describes a person and whose comment does not say so: by their name and type
 * (HIPAA's identifiers, 45 CFR 164.514(b)(2), as column names), or because the same column of another table is marked.
 */
export const unmarkedPersonalData = eachTable(({ name: table, columns }, { catalog }) => {
  const marked = personalColumns({ tables: catalog?.tables ?? [] }).map(({ column }) => column);
  return columns
    .filter(({ comment }) => privacyMark(comment) === undefined)
    .filter((column) => soundsPersonal(column) || marked.includes(column.name))
    .map(({ name: column }): Found => ({ priority: 3, code: 'unmarked-personal-data', table, column }));
});

const personalNames =
  /^(?:.*_)?(?:e?mail|phone|mobile|first_name|last_name|full_name|middle_name|username|birth_?date|date_of_birth|address|street|postal_code|national_id|passport_number|ssn|ip|ip_address|user_agent|fingerprint|diagnosis|diagnosis_codes?|allergies|blood_type|iban|card_number|account_holder)$/;

/** A date or number beside such a thing (`email_verified_at`) is not the thing itself; hashes and secrets are no names. */
function soundsPersonal({ name, type }: Column): boolean {
  return personalNames.test(name) && /^(?:var)?(?:char|binary)|text|^json|^date$/.test(type);
}
