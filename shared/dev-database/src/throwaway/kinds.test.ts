import { describe, expect, it } from 'vitest';
import { parseKinds, parseRequirements, requireKinds } from './kinds.ts';

describe('a list of kinds', () => {
  it.each([
    ['mysql', ['mysql']],
    ['mysql, mariadb', ['mariadb', 'mysql']],
  ])('%j is understood', (text, kinds) => {
    expect(parseKinds('NILECARE_TEST_SERVERS', text)).toEqual(kinds);
  });

  it.each(['oracle', 'mariadb,mysqll', 'mariadb|mysql', ',', 'mysql,flyway'])(
    '%j is refused, naming the variable',
    (text) => {
      expect(() => parseKinds('NILECARE_TEST_SERVERS', text)).toThrow(/^NILECARE_TEST_SERVERS is .*expected/);
    },
  );
});

describe('what a test run must have', () => {
  it.each([
    ['mysql', { kinds: ['mysql'], tools: [] }],
    ['pm2,flyway, mysql,mariadb', { kinds: ['mariadb', 'mysql'], tools: ['flyway', 'pm2'] }],
  ])('%j is understood', (text, expected) => {
    expect(parseRequirements(text)).toEqual(expected);
  });

  it.each(['oracle', 'flyways', ','])('%j is refused', (text) => {
    expect(() => parseRequirements(text)).toThrow(/^NILECARE_TEST_REQUIRE is .*expected/);
  });
});

describe('a test run', () => {
  it('that has every kind required goes on', () => {
    expect(() => requireKinds(['mysql'], ['mariadb', 'mysql'], [])).not.toThrow();
    expect(() => requireKinds([], ['mariadb'], ['No MySQL.'])).not.toThrow();
  });

  it('that lacks one is refused, with the reason', () => {
    expect(() => requireKinds(['mariadb', 'mysql'], ['mariadb'], ['No MySQL here.'])).toThrow(
      'NILECARE_TEST_REQUIRE wants mysql, which this test run does not have.\nNo MySQL here.',
    );
    expect(() => requireKinds(['mysql'], ['mariadb'], [])).toThrow('NILECARE_TEST_URL');
  });
});
