import { appendFile, cp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyRepository, removeCopy } from '../test/clone.ts';
import type { Baseline } from './baseline.ts';
import type { ProcedureNumber } from './criteria.ts';
import { runProcedures } from './run-procedures.ts';
import { withSession } from './sql.ts';
import { openStage, type Stage } from './stage.ts';
import type { Result } from './trial.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const name = 'auth-service';
const folder = path.join('microservices', name);
const file = (base: string): string => path.join(folder, 'migrations', base);
const [v1, v2, u2] = ['V1__Initial_auth_schema.sql', 'V2__Add_locale.sql', 'U2__Rollback_locale.sql'].map(
  file,
);
const views = file('R__Create_auth_views.sql');

/** What breaks a service, and the criterion that must notice. */
interface Sabotage {
  readonly what: string;
  readonly only: readonly ProcedureNumber[];
  /** Edits the repository's copy that the stage takes its files from. */
  readonly source?: (copy: string) => Promise<unknown>;
  /** Edits what the stage itself works in, and gives it back, changed or not. */
  readonly stage?: (stage: Stage) => Promise<Stage>;
  readonly mend?: (stage: Stage) => Promise<unknown>;
  readonly criterion: RegExp;
  readonly problem: RegExp;
}

const asRoot = (stage: Stage, sql: string) =>
  withSession(stage.administrator(), (session) => session.query(sql));

/** Of these the first half is tried on one kind of server and the second half on the other, for the sake of time. */
const sabotages: readonly Sabotage[] = [
  {
    what: 'a table of another engine without a primary key',
    only: [1],
    source: (copy) =>
      appendFile(path.join(copy, v1 ?? ''), '\nCREATE TABLE loose (a INT) ENGINE = MyISAM;\n'),
    criterion: /^There are tables/,
    problem: /^loose is MyISAM$/,
  },
  {
    what: 'an undo that leaves a column behind',
    only: [2],
    source: async (copy) => {
      await writeFile(path.join(copy, v2 ?? ''), 'ALTER TABLE auth_users ADD COLUMN locale CHAR(5) NULL;\n');
      await writeFile(path.join(copy, u2 ?? ''), 'SELECT 1;\n');
    },
    criterion: /^After each undo/,
    problem: /^table auth_users differs: it now has `locale`/,
  },
  {
    what: 'a repeatable that deletes rows',
    only: [3],
    source: (copy) => appendFile(path.join(copy, views), '\nDELETE FROM auth_login_attempts;\n'),
    criterion: /all repeatables run again/,
    problem: /^auth_login_attempts has 0 rows, not 2$/,
  },
  {
    what: 'a service that compares its schema with an old copy of its migrations',
    only: [4],
    stage: async (stage) => {
      const service = stage.workspace.serviceFolder(name);
      await cp(path.join(service, 'migrations'), path.join(service, 'old'), { recursive: true });
      const app = path.join(service, 'dist', 'app.js');
      await writeFile(app, (await readFile(app, 'utf8')).replace("'../migrations'", "'../old'"));
      return stage;
    },
    mend: (stage) =>
      cp(path.join(root, folder, 'dist'), path.join(stage.workspace.serviceFolder(name), 'dist'), {
        recursive: true,
      }),
    criterion: /a version behind/,
    problem: /^\/ready answers 200/,
  },
  {
    what: 'a configuration that migrates without validating',
    only: [5],
    stage: async (stage) => {
      await appendFile(confOf(stage), '\nflyway.validateOnMigrate=false\n');
      return stage;
    },
    mend: (stage) => cp(path.join(root, folder, 'flyway.conf'), confOf(stage)),
    criterion: /refuses the edited file/,
    problem: /^migrate:up ended with exit code 0$/,
  },
  {
    what: 'a user that may make accounts',
    only: [6, 10],
    stage: async (stage) => {
      await asRoot(stage, 'GRANT CREATE USER ON *.* TO auth_service@localhost');
      return stage;
    },
    mend: (stage) => asRoot(stage, 'REVOKE CREATE USER ON *.* FROM auth_service@localhost'),
    criterion: /^On the server it is refused/,
    problem: /^CREATE USER succeeded$/,
  },
  {
    what: 'a migration of many more statements than were recorded',
    only: [7],
    source: (copy) => appendFile(path.join(copy, v1 ?? ''), '\nDO 1;'.repeat(100)),
    criterion: /^`migrate:up` on an empty database sends/,
    problem: /^\d{3} statements; recorded \d+, allowed \d+$/,
  },
  {
    what: 'migrations that do not wait for each other',
    only: [8],
    source: (copy) => writeFile(path.join(copy, v2 ?? ''), "DO GET_LOCK('phase1_gate', 60);\n"),
    stage: impatient,
    mend: (stage) => cp(path.join(root, folder, 'flyway.conf'), confOf(stage)),
    criterion: /^Four `migrate:up`/,
    problem: /^a migrate:up ended with exit code 1: .*lock/i,
  },
  {
    what: 'a repeatable that is another text at each run',
    only: [9],
    stage: (stage) => {
      const migrations = path.join(stage.workspace.serviceFolder(name), 'migrations');
      const npm: Stage['npm'] = async (...call) => {
        await appendFile(path.join(migrations, path.basename(views)), '\n-- again');
        return stage.npm(...call);
      };
      return Promise.resolve({ ...stage, npm });
    },
    criterion: /^A second and a third/,
    problem: /^the second migrate:up ran 1 files$/,
  },
  {
    what: "a user that reads another service's database",
    only: [10],
    stage: async (stage) => {
      await asRoot(stage, 'GRANT SELECT ON `nilecare\\_billing`.* TO auth_service@localhost');
      return stage;
    },
    mend: (stage) => asRoot(stage, 'REVOKE SELECT ON `nilecare\\_billing`.* FROM auth_service@localhost'),
    criterion: /^It is refused the other databases/,
    problem: /^USE nilecare_billing by auth_service succeeded$/,
  },
  {
    what: 'a backup that was cut off',
    only: [11],
    stage: (stage) => {
      const dump: Stage['backup']['dump'] = async (database, target) => {
        const ended = await stage.backup.dump(database, target);
        const text = await readFile(target, 'utf8');
        await truncate(target, Buffer.byteLength(text.slice(0, text.indexOf('CREATE TABLE `auth_roles`'))));
        return ended;
      };
      return Promise.resolve({ ...stage, backup: { ...stage.backup, dump } });
    },
    criterion: /^Every table, view/,
    problem: /^table auth_\w+ is gone$/,
  },
];

const kinds = testServers().map(({ kind }) => kind);
const half = Math.ceil(sabotages.length / kinds.length);

describe.each(
  kinds.map((kind, index) => ({ kind, share: sabotages.slice(index * half, (index + 1) * half) })),
)('on $kind', { timeout: 180_000 }, ({ kind, share }) => {
  let source = '';
  let stage: Stage;

  beforeAll(async () => {
    source = await copyRepository();
    await cp(path.join(root, folder, 'dist'), path.join(source, folder, 'dist'), { recursive: true });
    const signal = new AbortController().signal;
    stage = await openStage({ kind, source, signal, say: () => undefined });
  }, 180_000);
  afterAll(async () => {
    await stage.close();
    await removeCopy(source);
  });

  it.each(share)('$what makes procedure $only.0 fail, and no other', async (sabotage) => {
    await sabotage.source?.(source);
    const sabotaged = (await sabotage.stage?.(stage)) ?? stage;
    try {
      const [first, ...others] = await run(sabotaged, sabotage.only);
      expect(first).toMatchObject({ result: 'failed', test: sabotage.only[0] });
      expect(first?.lookAt).toBeTruthy();
      const noticed = first?.criteria.find(({ criterion }) => sabotage.criterion.test(criterion));
      expect(noticed?.outcome, JSON.stringify(first, null, 2)).toBe('failed');
      expect(noticed?.problems[0]).toMatch(sabotage.problem);
      expect(others.map(({ result }) => result)).toEqual(others.map(() => 'passed'));
    } finally {
      await sabotage.mend?.(stage);
      const migrations = path.join(folder, 'migrations');
      await rm(path.join(source, migrations), { recursive: true });
      await cp(path.join(root, migrations), path.join(source, migrations), { recursive: true });
    }
  });
});

const baseline: Baseline = {
  [name]: {
    mariadb: { fresh: 80, nothing: 80, validate: 80 },
    mysql: { fresh: 80, nothing: 80, validate: 80 },
  },
};

function run(stage: Stage, only: readonly ProcedureNumber[]): Promise<readonly Result[]> {
  const services = stage.map.services.filter((service) => service.name === name);
  const silent = { onStart: () => undefined, onEnd: () => undefined };
  return runProcedures(stage, { services, only }, silent, baseline);
}

function confOf(stage: Stage): string {
  return path.join(stage.workspace.serviceFolder(name), 'flyway.conf');
}

/**
 * The migration that comes first is held up until the three others have given up waiting for it, so that it does not
 * matter how far apart the four begin.
 */
async function impatient(stage: Stage): Promise<Stage> {
  await appendFile(confOf(stage), '\nflyway.lockTimeout=1\n');
  let ended = 0;
  let release = (): void => undefined;
  const isFree = new Promise<void>((resolve) => (release = resolve));
  const held = new Promise<void>((resolve) => {
    void withSession(stage.administrator(), async (session) => {
      await session.query("DO GET_LOCK('phase1_gate', 0)");
      resolve();
      await isFree;
    });
  });
  await held;
  return {
    ...stage,
    npm: async (...call) => {
      const result = await stage.npm(...call);
      ended += 1;
      if (ended === 3) release();
      return result;
    },
  };
}
