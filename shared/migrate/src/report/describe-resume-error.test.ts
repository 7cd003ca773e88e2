import { describe, expect, it } from 'vitest';
import { file } from '../../test/builders.ts';
import type { Statement } from '../model.ts';
import {
  ChangedStatementError,
  HalfUndoError,
  LostSessionError,
  UnknownStateError,
} from '../resume-errors.ts';
import { describeError } from './describe-error.ts';
import { errorJson } from './error-json.ts';

const migration = file('V7__x');
const statement: Statement = { number: 7, line: 31, column: 1, text: 'CALL fill()', kind: 'compound' };
const place = { migration, statement, total: 12, committed: 6, ending: 'interrupted' } as const;
const table = { object: 'table', name: 'shop.a', state: 'present' } as const;

describe('what cannot be told', () => {
  const error = new UnknownStateError({ ...place, reason: 'other definition', facts: [table] });

  it('names the statement, what was seen, what to look at, and the commands that decide', () => {
    expect(describeError(error).split('\n')).toEqual([
      'V7__x.sql was interrupted at line 31, statement 7 of 12, and whether that took effect cannot be told: what it makes is there, but with another definition.',
      '  31 | CALL fill()',
      'Committed for certain: statements 1 to 6.',
      'Seen: table shop.a is there.',
      'Look: SHOW CREATE TABLE `shop`.`a`. Then say how it is:',
      '- it took effect: nilecare-migrate repair -assumeApplied=7',
      '- it did not: nilecare-migrate repair -assumeApplied=6',
      'and go on with: nilecare-migrate migrate. Nothing was changed.',
    ]);
  });

  it('has the same in JSON', () => {
    expect(errorJson(error)).toMatchObject({
      error: {
        errorCode: 'STATE_UNKNOWN',
        lineNumber: 31,
        path: '/migrations/V7__x.sql',
        statementNumber: 7,
        statementCount: 12,
        statementsCommitted: 6,
        unknown: { reason: 'other definition', seen: [table], look: ['SHOW CREATE TABLE `shop`.`a`'] },
        decisions: [
          { meaning: 'it took effect', command: 'nilecare-migrate repair -assumeApplied=7' },
          { meaning: 'it did not', command: 'nilecare-migrate repair -assumeApplied=6' },
        ],
        goOnWith: 'nilecare-migrate migrate',
      },
    });
  });

  it('of a failed script is gone on with by resume', () => {
    const failed = describeError(new UnknownStateError({ ...error, ending: 'failed' }));
    expect(failed).toContain(
      'V7__x.sql failed, and whether line 31, statement 7 of 12 took effect cannot be told',
    );
    expect(failed).toContain('and go on with: nilecare-migrate resume.');
  });

  it('names no secret of the statement', () => {
    const secret = { ...statement, text: "CALL p(); -- password='geheim'" };
    expect(describeError(new UnknownStateError({ ...error, statement: secret }))).not.toContain('geheim');
  });
});

describe('T15: a committed statement with another text', () => {
  it('is told with both hashes, and what may be changed', () => {
    const changed = [{ first: 2, last: 2, then: 'ab12ab12ab12ab12', now: 'cd34cd34cd34cd34' }];
    const error = new ChangedStatementError({ migration, committed: 3, changed });
    expect(describeError(error).split('\n')).toEqual([
      'Statement 2 of V7__x.sql was applied with another text (sha256 ab12ab12… now cd34cd34…).',
      'Put statements 1 to 3 back as they were and change only what stands behind; nothing was changed in the database.',
      'Or take back by hand what they did, then: nilecare-migrate repair -assumeApplied=0, and migrate. The file runs from its start.',
    ]);
    expect(errorJson(error)).toMatchObject({ error: { errorCode: 'STATEMENT_CHANGED', changed } });
  });

  it('is told when the file has no such statement any more', () => {
    const changed = [{ first: 2, last: 2, then: 'ab12ab12ab12ab12', now: '' }];
    expect(describeError(new ChangedStatementError({ migration, committed: 2, changed }))).toContain(
      'Statement 2 of V7__x.sql was applied, and the file has it no more',
    );
  });
});

it('what ended with the session is named, with who needs it and the ways that are left', () => {
  const lost = [{ kind: 'temporary table', name: 't', statement: 3, neededBy: 9 }];
  const error = new LostSessionError({ migration, committed: 6, lost });
  expect(describeError(error).split('\n')).toEqual([
    'V7__x.sql cannot go on at statement 7: what it needs has ended with the connection that ran it.',
    '-> temporary table t of statement 3, needed by statement 9',
    'Committed is statements 1 to 6. Nothing was changed. What to do, one of these:',
    '1. Do the rest by hand, then: nilecare-migrate repair -assumeApplied=all',
    '2. nilecare-migrate undo takes back what is committed, as far as text or undo file tell how.',
    '3. Take back by hand what is committed, then: nilecare-migrate repair -assumeApplied=0. The file runs from its start.',
  ]);
  expect(errorJson(error)).toMatchObject({ error: { errorCode: 'SESSION_LOST', lost } });
});

it('a half-done migration that cannot be undone names what is in the way', () => {
  const error = new HalfUndoError('V7__x.sql', [{ migration, statement, reason: 'code' }]);
  expect(describeError(error).split('\n')).toEqual([
    'Cannot undo what is committed of V7__x.sql:',
    '-> V7__x.sql, line 31, statement 7: it ran code of which the text does not tell',
    '  31 | CALL fill()',
    'Go on instead with: nilecare-migrate resume. Or take it back by hand, then: nilecare-migrate repair -assumeApplied=0. Nothing was touched.',
  ]);
  expect(errorJson(error)).toMatchObject({
    error: { obstacles: [{ path: '/migrations/V7__x.sql', statementNumber: 7, reason: 'code' }] },
  });
});
