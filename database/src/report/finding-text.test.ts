import { describe, expect, it } from 'vitest';
import { findingSentence } from './finding-text.ts';

describe('findingSentence', () => {
  it.each([
    ['auth_service', 'nilecare-db users --fix'],
    ['auth_service_runtime', 'nilecare-db users --runtime --fix'],
  ])('names the command that concerns %s', (user, command) => {
    const account = { user, host: 'localhost' };
    const extra = { severity: 'warning', code: 'extra-grant', account, grant: 'SELECT ON `x`.*' } as const;
    expect(findingSentence({ ...extra, reach: 'as-named' })).toMatch(new RegExp(`To revoke it: ${command}$`));
    const other = { user, host: '%' };
    expect(
      findingSentence({ severity: 'warning', code: 'other-host', account: other, wanted: account }),
    ).toMatch(new RegExp(`${command} --confirm=${user}@%$`));
  });
});
