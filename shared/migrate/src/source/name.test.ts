import { expect, test } from 'vitest';
import { versionKey } from '../version.ts';
import { parseName } from './name.ts';

const prefixes = {
  versioned: 'V',
  undo: 'U',
  repeatable: 'R',
  baseline: 'B',
  separator: '__',
  suffixes: ['.sql'],
};

function summary(fileName: string, settings = prefixes): string {
  const name = parseName(fileName, settings);
  switch (name.kind) {
    case 'versioned':
      return `${name.category} ${name.version.text} "${name.description}"`;
    case 'repeatable':
      return `Repeatable "${name.description}"`;
    case 'callback':
      return `callback ${name.event} "${name.description}"`;
    case 'unserved':
      return `unserved ${name.event}`;
    case 'invalid':
      return name.reason;
    case 'program':
    case 'unrelated':
      return name.kind;
  }
}

test.each([
  ['V1__x.sql', 'Versioned 1 "x"'],
  ['V01_02__Two_words.sql', 'Versioned 01.02 "Two words"'],
  ['V1.0__dot.sql', 'Versioned 1.0 "dot"'],
  ['V20261123.1__a__b.sql', 'Versioned 20261123.1 "a  b"'],
  ['V18.sql', 'Versioned 18 ""'],
  ['V19__upper.SQL', 'Versioned 19 "upper"'],
  ['U1__x.sql', 'Undo 1 "x"'],
  ['B5__state.sql', 'Baseline 5 "state"'],
  ['R__Create_views.sql', 'Repeatable "Create views"'],
  ['R.sql', 'Repeatable ""'],
  ['beforeMigrate.sql', 'callback beforeMigrate ""'],
  ['afterEachMigrate__note_two.sql', 'callback afterEachMigrate "note two"'],
  ['afterEachMigrateError.sql', 'callback afterEachMigrateError ""'],
  ['beforeConnect.sql', 'unserved beforeConnect'],
  ['beforeConnect__x.sql', 'unserved beforeConnect'],
  ['notes.txt', 'unrelated'],
  ['V1__x.sql.conf', 'unrelated'],
  ['V1__x.sql.bak', 'unrelated'],
  ['V-1__x.sql', 'Versioned -1 "x"'],
  ['V+1.2__x.sql', 'Versioned +1.2 "x"'],
  ['V1__x.sh', 'program'],
  ['R__x.PS1', 'program'],
  ['V1__x', 'program'],
  ['beforeMigrate.py', 'program'],
  ['U1__x.sh', 'unrelated'],
  ['README', 'unrelated'],
  ['notes.py', 'unrelated'],
])('%s is %s', (fileName, expected) => {
  expect(summary(fileName)).toBe(expected);
});

// The sentences are Flyway 11.8.2's (-validateMigrationNaming=true).
test.each([
  [
    'R1__x.sql',
    'Invalid repeatable migration / callback name format: R1__x.sql (It cannot contain a version and should look like this: R__x.sql)',
  ],
  [
    'V.sql',
    'Invalid versioned migration name format: V.sql (It must contain a version and should look like this: V1.2__description.sql)',
  ],
  [
    'V1.__x.sql',
    'Invalid versioned migration name format: V1.__x.sql (could not recognise version number 1.)',
  ],
  [
    'Vacation.sql',
    'Invalid versioned migration name format: Vacation.sql (could not recognise version number acation)',
  ],
  [
    'beforeMigrateX.sql',
    'Invalid repeatable migration / callback name format: beforeMigrateX.sql (It cannot contain a version and should look like this: beforeMigrate__description.sql)',
  ],
  ['v3__x.sql', 'Unrecognised migration name format: v3__x.sql'],
  [
    'V1_x__y.sql',
    'Invalid versioned migration name format: V1_x__y.sql (could not recognise version number 1_x)',
  ],
])('%s fits no convention', (fileName, reason) => {
  expect(parseName(fileName, prefixes)).toEqual({ kind: 'invalid', reason });
});

test('prefixes, separator and suffixes are configurable, and the longest prefix wins', () => {
  const settings = {
    ...prefixes,
    versioned: 'mig-',
    repeatable: 'mig-again',
    separator: '-',
    suffixes: ['.ddl', '.sql.txt'],
  };
  expect(summary('mig-2-first.ddl', settings)).toBe('Versioned 2 "first"');
  expect(summary('mig-again-views.sql.txt', settings)).toBe('Repeatable "views"');
  expect(summary('mig-2-first.sql', settings)).toBe('unrelated');
});

test('versions keep their text and compare as numbers', () => {
  const name = parseName('V01.0__x.sql', prefixes);
  expect(name.kind === 'versioned' && [name.version.text, versionKey(name.version)]).toEqual(['01.0', '1']);
});
