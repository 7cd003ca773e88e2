import { describe, expect, it } from 'vitest';
import type { NamePrefixes } from '../config/config.ts';
import { RefusedError } from '../errors.ts';
import { splitStatements } from '../source/splitter.ts';
import { planNew, type NewRequest } from './plan-new.ts';

const usual: NamePrefixes = {
  versioned: 'V',
  undo: 'U',
  repeatable: 'R',
  baseline: 'B',
  separator: '__',
  suffixes: ['.sql'],
};
const now = new Date('2026-11-25T15:30:00Z');

function plan(existing: readonly string[], request: Partial<NewRequest>, prefixes = usual) {
  const whole = {
    category: 'Versioned',
    description: 'add insurance plan',
    version: 'like-existing',
  } as const;
  return planNew(existing, { ...whole, ...request }, prefixes, now);
}
const namesOf = (...given: Parameters<typeof plan>) => plan(...given).files.map(({ name }) => name);

function refusal(...given: Parameters<typeof plan>): string {
  try {
    return `made ${namesOf(...given).join(', ')}`;
  } catch (error) {
    if (error instanceof RefusedError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe('planNew', () => {
  it.each<[readonly string[], Partial<NewRequest>, readonly string[]]>([
    [[], {}, ['V1__add_insurance_plan.sql', 'U1__add_insurance_plan.sql']],
    [
      ['V1__a.sql', 'U7__lost.sql', 'R__v.sql', 'readme.md', 'beforeMigrate.sql', 'V9.sql.conf'],
      { description: '  Add   user_ locale_' },
      ['V8__Add_user_locale.sql', 'U8__Add_user_locale.sql'],
    ],
    [['V007__a.sql'], {}, ['V008__add_insurance_plan.sql', 'U008__add_insurance_plan.sql']],
    [['V1_2__a.sql', 'B1_10__state.sql'], { description: 'x' }, ['V1_11__x.sql', 'U1_11__x.sql']],
    [['V20260101000000.sql'], { description: 'x' }, ['V20261125153000__x.sql', 'U20261125153000__x.sql']],
    [['V5__a.sql'], { description: 'x', version: { written: '4_1' } }, ['V4_1__x.sql', 'U4_1__x.sql']],
    [['V5__a.sql'], { category: 'Repeatable', description: "doctor's view" }, ["R__doctor's_view.sql"]],
  ])('beside %j, %j makes %j', (existing, request, expected) => {
    expect(namesOf(existing, request)).toEqual(expected);
  });

  it('uses the configured prefixes, separator and first suffix', () => {
    const own = { ...usual, versioned: 'M', undo: 'back_', separator: '-', suffixes: ['.ddl', '.sql'] };
    expect(namesOf(['M3-a.sql'], { description: 'x' }, own)).toEqual(['M4-x.ddl', 'back_4-x.ddl']);
  });

  it('writes comments only, so that an empty migration runs', () => {
    const made = [...plan([], {}).files, ...plan([], { category: 'Repeatable' }).files];
    for (const { text } of made) {
      expect(text).toMatch(/^(-- .+\n)+$/);
      expect(text).not.toContain('${');
      expect(splitStatements(text)).toEqual({ statements: [], problems: [] });
    }
    expect(made[0]?.text).toContain('U1 takes it back');
  });

  it.each<[readonly string[], Partial<NewRequest>, string]>([
    [[], { description: ' _ ' }, 'ERROR: A migration needs a description'],
    [[], { description: 'a/b' }, 'ERROR: The description has "/"'],
    [[], { description: 'what?' }, 'ERROR: The description has "?"'],
    [[], { description: 'a\u0007b' }, 'ERROR: The description has "\\u0007"'],
    [[], { description: 'x'.repeat(201) }, 'ERROR: The description has 201 characters'],
    [[], { version: { written: 'two' } }, 'ERROR: -version=two is not a version'],
    [[], { version: { written: '1'.repeat(51) } }, 'ERROR: The version is longer than'],
    [
      ['V1.0__a.sql'],
      { version: { written: '1' } },
      'DUPLICATE_VERSIONED_MIGRATION: Version 1 is taken by V1.0__a.sql.',
    ],
    [
      ['R__add_insurance_plan.sql'],
      { category: 'Repeatable' },
      'DUPLICATE_REPEATABLE_MIGRATION: There is R__add_insurance_plan.sql already.',
    ],
  ])('beside %j, %j is refused: %s', (existing, request, expected) => {
    expect(refusal(existing, request)).toContain(expected);
  });

  it('refuses names that would be read as something else', () => {
    const odd = { ...usual, versioned: 'A', undo: 'A1' };
    expect(refusal([], { version: { written: '12' } }, odd)).toContain(
      'A12__add_insurance_plan.sql would not be read',
    );
  });

  it('warns of a version below the highest', () => {
    expect(plan(['V5__a.sql'], { version: { written: '4' } }).warnings).toEqual([
      'Version 4 is lower than 5: where that is applied, it is Ignored unless outOfOrder=true.',
    ]);
  });
});
