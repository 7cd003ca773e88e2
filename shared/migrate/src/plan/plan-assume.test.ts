import { describe, expect, it } from 'vitest';
import { file, rows } from '../../test/builders.ts';
import { statementDigests } from '../source/statement-digests.ts';
import type { OpenPosition } from '../journal/open-position.ts';
import { ChangedStatementError } from '../resume-errors.ts';
import { splitStatements } from '../source/splitter.ts';
import { assumedPosition, fileOf } from './plan-assume.ts';

const migration = file('V7__x');
const text = 'SELECT 1; SELECT 2; SELECT 3; SELECT 4; SELECT 5;';
const [row] = rows('SQL V7__x failed');

function scriptOf(statements: string) {
  return { migration, statements: splitStatements(statements).statements };
}

/** Two statements are committed, the fourth was on its way. */
function open(kind: OpenPosition['kind']): OpenPosition {
  const { statements } = scriptOf(text);
  const runner = { account: 'a@b', host: 'h', process: 1, connection: 2, server: 's', toolVersion: '1' };
  const sent = { number: 4, line: 1, sha256: '', kind: 'dml' } as const;
  const position = {
    script: 'V7__x.sql',
    direction: 'migrate',
    checksum: 1,
    afterRank: 6,
    state: kind === 'failed' ? 'failed' : 'running',
    total: 5,
    committed: 2,
    sent,
    digests: statementDigests(statements),
    session: '{}',
  } as const;
  return { kind, record: { run: 1, runner, startedAt: '', position }, position, ...(row && { row }) };
}

describe('what a person says is applied', () => {
  it.each([
    ['failed', 2, { state: 'failed', committed: 2 }],
    ['failed', 4, { state: 'failed', committed: 4 }],
    ['interrupted', 3, { state: 'stopped', committed: 3 }],
    ['interrupted', 5, { state: 'done', committed: 5 }],
    ['interrupted', 'all', { state: 'done', committed: 5 }],
    ['failed', 'all', { state: 'done', committed: 5 }],
  ] as const)('of a %s script: %s', (kind, assumed, expected) => {
    const position = assumedPosition(assumed, open(kind), scriptOf(text));
    expect(position).toMatchObject({ ...expected, afterRank: 6, total: 5 });
    expect(position).not.toHaveProperty('sent');
    expect(position).not.toHaveProperty('session');
  });

  it('counts the statements of the file as it is now', () => {
    const longer = scriptOf(`${text} SELECT 6;`);
    expect(assumedPosition('all', open('failed'), longer)).toMatchObject({
      committed: 6,
      total: 6,
      digests: statementDigests(longer.statements),
    });
  });

  it.each([
    [1, '2 statements of V7__x.sql are committed for certain. Say a number from 2 to 5, or 0'],
    [6, 'V7__x.sql has 5 statements, so that 6 of them cannot be applied.'],
  ])('is refused where it cannot be: %i', (assumed, message) => {
    expect(() => assumedPosition(assumed, open('failed'), scriptOf(text))).toThrow(message);
  });

  it('is refused of a file whose committed statements were changed', () => {
    const changed = scriptOf(text.replace('SELECT 2', 'SELECT 22'));
    expect(() => assumedPosition(3, open('failed'), changed)).toThrow(ChangedStatementError);
    const fixed = scriptOf(text.replace('SELECT 3', 'SELECT 33'));
    expect(assumedPosition(3, open('failed'), fixed)).toMatchObject({ committed: 3 });
  });
});

it('the file of a position is found by its script', () => {
  const files = { migrations: [file('V1__a'), migration], callbacks: [] };
  expect(fileOf({ script: 'V7__x.sql' }, files)).toBe(migration);
  expect(fileOf({ script: 'V8__x.sql' }, files)).toBeUndefined();
});
