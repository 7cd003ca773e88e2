import { expect, it } from 'vitest';
import { nextCommand } from './next-command.ts';

it.each([
  [['--server', 'mysql'], { platform: 'linux' }, './scripts/setup-phase1.sh --server mysql'],
  [[], { platform: 'win32' }, '.\\scripts\\setup-phase1.ps1'],
  [['--port=3310'], { platform: 'linux', npmScript: 'setup' }, 'npm run setup -- --port=3310'],
  [[], { platform: 'win32', npmScript: 'setup' }, 'npm run setup'],
] as const)('S1 the set-up started with %j on %j is named %s', (argv, started, command) => {
  expect(nextCommand(argv, started)).toBe(command);
});
