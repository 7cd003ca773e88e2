import { expect, it } from 'vitest';
import { loadClient } from '../src/aws-client.ts';
import { everythingOf } from './helpers.ts';

it('a client of AWS that is not installed is named with the command that installs it', async () => {
  const name = '@nilecare/no-such-client';
  const load = (): Promise<unknown> => import(/* @vite-ignore */ name);
  const shown = await everythingOf(loadClient(load, 'rds-iam', name));
  expect(shown).toContain(
    'DB_PASSWORD_SOURCE=rds-iam needs the package @nilecare/no-such-client: npm install @nilecare/no-such-client',
  );
});
