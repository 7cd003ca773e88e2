import { namingRules } from '../catalog/naming/check-names.ts';
import { fixedNames } from '../catalog/naming/fixed-names.ts';
import type { NamingRule } from '../catalog/naming/rule.ts';
import type { GeneratedDocument } from './document.ts';
import { code, page, table } from './markdown.ts';

const file = 'docs/DATABASE_NAMING_STANDARDS.md';

/** The rules of names, those that a program can tell and those that people must. */
export const namingStandards: GeneratedDocument = {
  path: file,
  write: () =>
    page([
      '# Names in databases',
      `How tables, columns, keys and files are named, so that a name says what it is. The rules of the table are functions in \`scripts/catalog/naming/rules/\`; a test applies them to the live schemas of all services, on both kinds of server, and to SQL with every mistake. This page is written from them by ${code(`npm run docs:write -- --only ${file}`)}.`,
      '## Rules that are checked',
      table(['code', 'rule', 'right', 'wrong'], namingRules.map(ruleRow)),
      'No name has more than 64 characters: the servers refuse a longer one.',
      '## Names that stand as they are',
      'The first version has them, and applications know them. A new name follows the rules; none is added here without a reason.',
      table(['name', 'rule', 'why'], fixedRows()),
      peopleText,
      filesText,
      checklistText,
    ]),
};

function ruleRow({ code: name, rule, right, wrong }: NamingRule): readonly string[] {
  return [code(name), rule, code(right), code(wrong)];
}

function fixedRows(): readonly (readonly string[])[] {
  const { singularTables, otherMoments, otherDays } = fixedNames;
  const rows = (names: Readonly<Record<string, string>>, rule: string) =>
    Object.entries(names).map(([name, why]) => [code(name), code(rule), why]);
  return [
    ...rows(singularTables, 'TABLE_PLURAL'),
    ...rows(otherMoments, 'TIME_NAME'),
    ...rows(otherDays, 'TIME_NAME'),
  ];
}

const peopleText = `
## Rules that people check

| rule | right | wrong |
| --- | --- | --- |
| A name uses the words of the field, spelled out; an abbreviation only where everybody says it. | \`appeal_deadline\` | \`app_dl\` |
| \`<entity>_id\` names the entity, not the table; a second reference says its role. | \`rendering_provider_id\` | \`provider_id_2\` |
| What is kept of a secret says what it is: \`_hash\` or \`_encrypted\`. The secret itself has no column. | \`reset_token_hash\` | \`reset_token\` |
| A value of an \`ENUM\` is in lower case; codes of a standard keep their own. | \`partially_paid\`, \`CO\` | \`PartiallyPaid\` |
| A column with health information begins its comment with \`PHI\`, one with other personal data with \`PII\`. | \`COMMENT 'PHI: who pays'\` | no comment |
| The remark behind a key says which query it serves; the [data dictionary](DATA_DICTIONARY.md) shows it. | \`-- accounts of a patient\` | \`-- index\` |
`;

const filesText = `
## Files and databases

| thing | rule | right | wrong |
| --- | --- | --- | --- |
| migration | \`V<version>__<What_it_does>.sql\` | \`V2__Add_user_locale.sql\` | \`V2_locale.sql\` |
| its way back | \`U<version>__<What_it_does>.sql\`, the same version | \`U2__Add_user_locale.sql\` | \`V2__undo.sql\` |
| repeatable | \`R__<What_it_creates>.sql\` | \`R__Create_auth_views.sql\` | \`R1__views.sql\` |
| database | \`nilecare_<subject>\` | \`nilecare_billing\` | \`billingDB\` |
| user | \`<subject>_service\`, for run time \`<subject>_service_runtime\` | \`billing_service\` | \`root\` |

\`npx nilecare-migrate new "Add user locale"\` makes both files with the next version. A file whose name fits none of these is no migration: it is passed over, or refused where \`flyway.validateMigrationNaming\` is true. Databases and users are those of \`database/service-map.json\`.
`;

const checklistText = `
## Checklist for a review

- [ ] Every new name is in \`snake_case\` and in words of the field.
- [ ] Tables in the plural, first column \`id\`, views with \`v_\`.
- [ ] References end in \`_id\`, persons in \`_by\`, moments in \`_at\`, days in \`_date\`.
- [ ] Keys and checks: \`uk_\`, \`idx_\`, \`fk_\` with table and columns, \`chk_\` with table and a word.
- [ ] \`PHI\` or \`PII\` in the comment of every column that needs it.
- [ ] Each index has a remark with its query.
- [ ] \`V\` and \`U\` have the same version, and \`npm run migrate:validate\` is content.
- [ ] \`npx vitest run scripts/catalog\` finds no name to complain of.
- [ ] \`npm run docs:write\` has been run, and its changes are part of the commit.
`;
