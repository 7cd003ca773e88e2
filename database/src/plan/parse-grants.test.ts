import { describe, expect, it } from 'vitest';
import { grantText } from './grant.ts';
import { parseGrants } from './parse-grants.ts';

describe('parseGrants', () => {
  it.each([
    ['GRANT ALL PRIVILEGES ON `a\\_b`.* TO `u`@`localhost`', ['ALL PRIVILEGES ON `a\\_b`.*']],
    ['GRANT SELECT, INSERT ON *.* TO `u`@`%` WITH GRANT OPTION', ['SELECT, INSERT ON *.* WITH GRANT OPTION']],
    ['GRANT A_ADMIN,B_ADMIN ON *.* TO `u`@`%`', ['A_ADMIN, B_ADMIN ON *.*']],
    ["GRANT USAGE ON *.* TO `u`@`localhost` IDENTIFIED BY PASSWORD '*AB'", []],
    ['GRANT USAGE ON `d`.* TO `u`@`h` WITH GRANT OPTION', ['GRANT OPTION ON `d`.*']],
    [
      "GRANT PROCESS ON *.* TO `u`@`h` IDENTIFIED BY PASSWORD '*AB' REQUIRE SSL WITH GRANT OPTION MAX_USER_CONNECTIONS 5",
      ['PROCESS ON *.* WITH GRANT OPTION'],
    ],
    [
      'GRANT SELECT (`id`), INSERT, UPDATE (`id`, `a,b`) ON `d`.`t` TO `u`@`h`',
      ['SELECT (`id`), INSERT, UPDATE (`id`), UPDATE (`a,b`) ON `d`.`t`'],
    ],
    [
      'GRANT EXECUTE ON PROCEDURE `d`.`p` TO `u`@`h` WITH GRANT OPTION',
      ['EXECUTE ON PROCEDURE `d`.`p` WITH GRANT OPTION'],
    ],
    ['GRANT EXECUTE ON PACKAGE BODY `d`.`p` TO `u`@`h`', ['EXECUTE ON PACKAGE BODY `d`.`p`']],
    ['GRANT PROXY ON `x`@`h` TO `u`@`h` WITH GRANT OPTION', ['PROXY ON `x`@`h` WITH GRANT OPTION']],
    ['GRANT `clerk` TO `u`@`localhost`', ['the role `clerk`']],
    ['GRANT `a`@`%`,`b``c`@`10.%` TO `u`@`h`', ['the role `a`@`%`', 'the role `b``c`@`10.%`']],
    ['GRANT `a`@`%` TO `u`@`h` WITH ADMIN OPTION', ['the role `a`@`%` WITH ADMIN OPTION']],
    ['SET DEFAULT ROLE `clerk` FOR `u`@`localhost`', []],
    [
      'GRANT SELECT ON ` ON x TO y`.` WITH GRANT OPTION` TO `GRANT OPTION`@`h`',
      ['SELECT ON ` ON x TO y`.` WITH GRANT OPTION`'],
    ],
  ])('reads %s without account and hash', (line, grants) => {
    expect(parseGrants([line]).grants.map(grantText)).toEqual(grants);
  });

  it("sets MySQL's partial revokes apart", () => {
    const { grants, restrictions } = parseGrants([
      'GRANT INSERT, UPDATE ON *.* TO `u`@`h`',
      'REVOKE INSERT ON `mysql`.* FROM `u`@`h`',
    ]);
    expect([grants, restrictions].map((list) => list.map(grantText))).toEqual([
      ['INSERT, UPDATE ON *.*'],
      ['INSERT ON `mysql`.*'],
    ]);
  });

  it('refuses another line without showing it', () => {
    expect(() => parseGrants(['SELECT secret'])).toThrow(/^A line of SHOW GRANTS cannot be read\.$/);
  });
});
