import { expect, test } from 'vitest';
import { Splitter, splitStatements } from './splitter.ts';
import { mariadbPrograms, programs } from '../../test/corpus/stored-programs.ts';

const all = [...programs, ...mariadbPrograms];

test.each(all)('%s is one statement without DELIMITER', (program) => {
  const { statements, problems } = splitStatements(`SELECT 1;\n${program};\nSELECT 2;`);
  expect(problems).toEqual([]);
  expect(statements.map(({ text }) => text)).toEqual(['SELECT 1', program, 'SELECT 2']);
});

test.each(all.filter((program) => !program.includes('-- ')))('%s is one statement in pieces', (program) => {
  const splitter = new Splitter();
  const lines = program.replaceAll(' ', '\n');
  const pieces = `${lines};\nSELECT 2;`.split(/(?<=\n)/);
  const found = pieces.flatMap((text) => splitter.feed({ source: text, text, edits: [] }));
  expect(splitter.problems).toEqual([]);
  expect(found.map(({ text }) => text)).toEqual([lines, 'SELECT 2']);
});
