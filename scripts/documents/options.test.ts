import { expect, it } from 'vitest';
import { readOptions } from './options.ts';

const documents = ['docs/DATA_DICTIONARY.md', 'docs/diagrams/a.svg', 'docs/diagrams/b.svg'].map((path) => ({
  path,
  write: () => '',
}));
const pathsOf = (...argv: readonly string[]) => {
  const options = readOptions(argv, documents);
  return options === 'help' ? options : options.documents.map(({ path }) => path);
};

it('every document is written, or those that are named in any case', () => {
  expect(pathsOf()).toHaveLength(3);
  expect(pathsOf('--only', 'data_dictionary')).toEqual(['docs/DATA_DICTIONARY.md']);
  expect(pathsOf('--only=b.svg', '--only=DATA')).toEqual(['docs/DATA_DICTIONARY.md', 'docs/diagrams/b.svg']);
  expect(pathsOf('--help')).toBe('help');
});

it('reads what to do and on which server', () => {
  expect(readOptions([], documents)).toMatchObject({ action: 'write', server: 'mariadb' });
  expect(readOptions(['--check', '--server', 'mysql'], documents)).toMatchObject({
    action: 'check',
    server: 'mysql',
  });
});

it.each([
  [['--only', 'nothing'], '--only is "nothing"; expected a part of one of these:\n  docs/DATA_DICTIONARY.md'],
  [['--server', 'oracle'], '--server is "oracle"; expected mariadb or mysql.'],
  [['--chekc'], "Unknown option '--chekc'"],
])('refuses %j', (argv, message) => {
  expect(() => readOptions(argv, documents)).toThrow(message);
});
