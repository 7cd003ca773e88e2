import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withAdministratorPassword } from './administrator-password.ts';

describe("the administrator's password in a file", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'administrator '));
    file = path.join(folder, 'password');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('takes the place of the variable, without the line break at its end', () => {
    writeFileSync(file, 'granite heron\n', { mode: 0o600 });
    const environment = { DB_ADMIN_USER: 'root', DB_ADMIN_PASSWORD_FILE: file };
    expect(withAdministratorPassword(environment)).toEqual({
      ...environment,
      DB_ADMIN_PASSWORD: 'granite heron',
    });
  });

  it.each([{}, { DB_ADMIN_PASSWORD: 'given' }, { DB_ADMIN_PASSWORD: 'given', DB_ADMIN_PASSWORD_FILE: '' }])(
    'is not looked for in %o',
    (environment) => {
      expect(withAdministratorPassword(environment)).toBe(environment);
    },
  );

  it('is refused when it cannot be read or is given twice', () => {
    expect(() => withAdministratorPassword({ DB_ADMIN_PASSWORD_FILE: file })).toThrow(
      /^DB_ADMIN_PASSWORD_FILE names a file that cannot be read \(ENOENT\)/,
    );
    expect(() => withAdministratorPassword({ DB_ADMIN_PASSWORD_FILE: file, DB_ADMIN_PASSWORD: 'x' })).toThrow(
      'DB_ADMIN_PASSWORD and DB_ADMIN_PASSWORD_FILE are both set; keep one.',
    );
  });
});
