import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { environment } from '../../test/clone.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { authFile, userLocale, writeMigration } from './auth-files.ts';

/** A run that holds the lock and does nothing more, as behind a terminal that somebody has left. */
export const lockHeld: Scenario = {
  steps: {
    'a run stands still': async (stage) => {
      await writeMigration(stage, userLocale.name, userLocale.sql);
      await writeMigration(stage, userLocale.undoName, userLocale.undo);
      startFrozen(stage);
      await untilLocked(stage);
    },
  },
};

/** The failpoint holds it until its file is removed, which nobody does. */
function startFrozen(stage: Stage): void {
  const program = path.join(stage.folder, 'shared', 'migrate', 'bin', 'nilecare-migrate.js');
  const hold = path.join(stage.folder, '.git', 'hold');
  const child = spawn(
    process.execPath,
    ['--conditions=nilecare-failpoints', program, '-envFile=.env', 'migrate'],
    {
      cwd: authFile(stage),
      env: { ...environment, NILECARE_FAILPOINT: `statement-done:2=hold=${hold}` },
      stdio: 'ignore',
    },
  );
  const closed = once(child, 'close');
  stage.defer(async () => {
    child.kill('SIGKILL');
    await closed;
  });
}

async function untilLocked(stage: Stage): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const { output } = await stage.run(
      'cd microservices/auth-service && npx nilecare-migrate -envFile=.env lock status',
    );
    if (/statement 2 \(line/.test(output)) return;
    await delay(200);
  }
  throw new Error('the run never took the lock');
}
