import { describe, expect, it } from 'vitest';
import { file, rows } from '../../test/builders.ts';
import { describeObstacle } from '../report/describe-obstacle.ts';
import { schemaReadiness } from './schema-readiness.ts';

const files = ['V1__a', 'V2__b', 'V10__c', 'U10__c', 'R__view'];

describe('a schema for the files V1, V2, V10 and a repeatable one', () => {
  it.each<[string, readonly string[], string]>([
    ['everything applied', ['SQL V1__a', 'SQL V2__b', 'SQL V10__c', 'SQL R__view'], 'ready'],
    [
      'versions written in another way',
      ['SQL V1__a version=1.0', 'SQL V2__b version=02', 'SQL V10__c', 'SQL R__view'],
      'ready',
    ],
    ['no row', [], 'schema is empty, needs V10 (4 pending)'],
    ['the creation of the schema alone', ['SCHEMA'], 'schema is empty, needs V10 (4 pending)'],
    ['an older version', ['SQL V1__a', 'SQL V2__b'], 'schema at V2, needs V10 (2 pending)'],
    [
      'a newer version',
      ['SQL V1__a', 'SQL V2__b', 'SQL V10__c', 'SQL R__view', 'SQL V11__d'],
      'schema at V11, needs V10',
    ],
    ['a gap', ['SQL V1__a', 'SQL V10__c', 'SQL R__view'], 'schema at V10, but V2 is not applied (1 pending)'],
    ['a baseline below', ['BASELINE 2', 'SQL V10__c', 'SQL R__view'], 'ready'],
    ['a baseline at the newest', ['BASELINE 10', 'SQL R__view'], 'ready'],
    [
      'a failed version',
      ['SQL V1__a', 'SQL V2__b', 'SQL V10__c failed'],
      'migration V10__c.sql failed (1 pending)',
    ],
    [
      'a failed repeatable',
      ['SQL V1__a', 'SQL V2__b', 'SQL V10__c', 'SQL R__view failed'],
      'migration R__view.sql failed',
    ],
    [
      'a failed row of a version that the program does not know',
      ['SQL V1__a', 'SQL V2__b', 'SQL V10__c', 'SQL R__view', 'SQL V11__d failed'],
      'migration V11__d.sql failed',
    ],
    [
      'an undo',
      ['SQL V1__a', 'SQL V2__b', 'SQL V10__c', 'SQL R__view', 'DELETE U10__c'],
      'schema at V2, needs V10 (1 pending)',
    ],
    [
      'an undo that broke off',
      ['SQL V1__a', 'SQL V2__b', 'SQL V10__c', 'SQL R__view', 'DELETE U10__c failed'],
      'migration U10__c.sql failed',
    ],
    [
      'an undo of Flyway Teams and the version again',
      ['SQL V1__a', 'SQL V2__b', 'SQL V10__c', 'SQL R__view', 'UNDO_SQL U10__c', 'SQL V10__c'],
      'ready',
    ],
    [
      'a repeatable that was never applied',
      ['SQL V1__a', 'SQL V2__b', 'SQL V10__c'],
      'schema at V10, but R__view.sql was never applied (1 pending)',
    ],
    [
      'a repeatable of another text',
      ['SQL V1__a', 'SQL V2__b', 'SQL V10__c', 'SQL R__view changed'],
      'ready',
    ],
    ['a version of another text', ['SQL V1__a changed', 'SQL V2__b', 'SQL V10__c', 'SQL R__view'], 'ready'],
    [
      'an applied version whose file is gone',
      ['SQL V1__a', 'SQL V2__b', 'SQL V3__gone', 'SQL V10__c', 'SQL R__view'],
      'ready',
    ],
  ])('with %s', (_situation, applied, expected) => {
    const { obstacle, pending } = schemaReadiness(files.map(file), rows(...applied));
    const sentence = obstacle ? describeObstacle(obstacle) : 'ready';
    expect(pending > 0 ? `${sentence} (${pending} pending)` : sentence).toBe(expected);
  });
});

it('a baseline file brings a schema to its version, whatever lies below', () => {
  const migrations = ['V1__a', 'B2__state', 'V2__b'].map(file);
  const { obstacle, current } = schemaReadiness(migrations, rows('SQL_BASELINE B2__state'));
  expect({ obstacle, current: current?.text }).toEqual({ obstacle: undefined, current: '2' });
});

it('a file that its settings switch off is not needed', () => {
  const migrations = ['V1__a', 'V2__b shouldExecute=false'].map(file);
  expect(schemaReadiness(migrations, rows('SQL V1__a'))).toMatchObject({ pending: 0, needed: { text: '1' } });
  expect(schemaReadiness(migrations, rows('SQL V1__a')).obstacle).toBeUndefined();
});
