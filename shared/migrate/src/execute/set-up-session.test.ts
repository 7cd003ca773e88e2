import { expect, it } from 'vitest';
import { sessionSetUp } from './set-up-session.ts';

it('sends session variables before initSql, with commas for semicolons outside of quotes', () => {
  const sent = sessionSetUp(['SELECT 1'], 'a=1;b=\'x;y\';@c="z;"').map(({ sql }) => sql);
  expect(sent.slice(1)).toEqual(['SET a=1,b=\'x;y\',@c="z;"', 'SELECT 1', 'SET autocommit = 1']);
});

it('sets lock_wait_timeout first, so that whatever comes behind it wins, and not at all for 0', () => {
  expect(sessionSetUp([], undefined, 10)[0]?.sql).toMatch(/, lock_wait_timeout = 10$/);
  expect(sessionSetUp([], undefined, 0)[0]?.sql).not.toContain('lock_wait_timeout');
});
