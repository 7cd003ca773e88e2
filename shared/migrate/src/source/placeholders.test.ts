import { describe, expect, test } from 'vitest';
import { checksum } from './checksum.ts';
import { LineCounter } from './position.ts';
import { replacePlaceholders } from './placeholders.ts';
import { runPlaceholders, scriptPlaceholders } from './run-placeholders.ts';

const dollar = { prefix: '${', suffix: '}' };
const values = new Map([
  ['name', 'Value'],
  ['empty', ''],
  ['other', '${name}'],
  ['two', 'a\nb'],
]);

test.each([
  ['SELECT ${name}', 'SELECT Value'],
  ["-- ${name}\n/* ${NAME} */ '${Name}' `${name}`", "-- Value\n/* Value */ 'Value' `Value`"],
  ['[${empty}]', '[]'],
  ['${other}', '${name}'],
  ['${name}${name}', 'ValueValue'],
  // Measured: Flyway takes `$$` as two plain characters.
  ['$${name} $$${name}', '$${name} $$Value'],
  ['$ {name} {name} $name', '$ {name} {name} $name'],
])('%j becomes %j', (source, text) => {
  expect(replacePlaceholders(source, dollar, values)).toMatchObject({ text, problems: [] });
});

test('prefix and suffix may be of any length', () => {
  const rules = { prefix: '[[', suffix: '-]]' };
  expect(replacePlaceholders('[name] [[name-]] [[[name-]]', rules, values).text).toBe(
    '[name] Value [[[name-]]',
  );
});

test('every unknown placeholder is reported with its position, and stays', () => {
  const source = 'SELECT ${one};\r\n-- ${}\n  ${name} ${ two };\n${three\n}';
  const { text, problems } = replacePlaceholders(source, dollar, values);
  expect(text).toBe('SELECT ${one};\r\n-- ${}\n  Value ${ two };\n${three\n}');
  expect(problems.map(({ line, column, message }) => [line, column, message.slice(0, 48)])).toEqual([
    [1, 8, 'No value provided for placeholder: ${one}. Set f'],
    [2, 4, 'No value provided for placeholder: ${}. Set flyw'],
    [3, 11, 'No value provided for placeholder: ${ two }. Set'],
    [4, 1, 'The placeholder that begins with ${ is not close'],
  ]);
});

test('positions behind a placeholder are those of the file', () => {
  const replaced = replacePlaceholders('${two} x\n${name}${empty}y', dollar, values);
  expect(replaced.text).toBe('a\nb x\nValuey');
  const lines = new LineCounter();
  expect(
    ['a', 'b', 'x', 'V', 'y'].map((letter) => lines.at(replaced, replaced.text.indexOf(letter))),
  ).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 1 },
    { line: 1, column: 8 },
    { line: 2, column: 1 },
    { line: 2, column: 16 },
  ]);
});

test('ten thousand placeholders that are not closed take linear time', () => {
  const { problems } = replacePlaceholders('${ '.repeat(10_000), dollar, values);
  expect(problems).toHaveLength(10_000);
});

describe('the placeholders of a run', () => {
  const placeholders = { ...dollar, replacement: true, separator: ':', values: new Map([['name', 'Value']]) };
  const settings = {
    defaultSchema: 'r11',
    table: 'flyway_schema_history',
    connection: { user: 'fw', database: 'r11' },
    placeholders,
    workingDirectory: '/srv/app',
    environmentName: 'default',
  };
  const run = runPlaceholders(settings, new Date(2026, 0, 2, 3, 4, 5));

  test('give a repeatable script the text, and so the checksum, that Flyway gives it', () => {
    // Flyway 11.8.2 wrote 259345860 for this file.
    const source =
      "CREATE OR REPLACE VIEW v AS SELECT '${name} ${NAME} ${flyway:filename} ${flyway:defaultSchema} ${flyway:user} ${flyway:database} ${flyway:table} ${flyway:environment} $${name} $$${name}' AS x;\n";
    const { text } = replacePlaceholders(source, dollar, scriptPlaceholders(run, ':', 'R__view.sql'));
    expect(checksum(text)).toBe(259345860);
  });

  test('know the beginning of the run as local time, and the working directory', () => {
    expect(run.get('flyway:timestamp')).toBe('2026-01-02 03:04:05');
    expect(run.get('flyway:workingdirectory')).toBe('/srv/app');
  });

  test('use the configured separator', () => {
    const other = { ...settings, placeholders: { ...placeholders, separator: '.' } };
    expect(runPlaceholders(other, new Date()).get('flyway.defaultschema')).toBe('r11');
  });
});
