/** The moments at which tests break a run: what they do when they are switched on, and that nobody else has them. */
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { failpointNames } from '../src/failpoint/names.ts';
import { until, watch, type Ended, type Run } from './project.ts';

const packageFolder = path.resolve(import.meta.dirname, '..');
const isWindows = process.platform === 'win32';

/** Comes to `statement-send` three times and says so. */
const program = `
  import { failpoint } from '#failpoint';
  process.on('SIGINT', () => console.log('SIGINT'));
  for (const number of [1, 2, 3]) {
    await failpoint('statement-send');
    console.log(number);
  }`;

function start(failpoint: string, { isOn = true, log = '' } = {}): Run {
  const condition = isOn ? ['--conditions=nilecare-failpoints'] : [];
  const child = spawn(process.execPath, [...condition, '--input-type=module', '-e', program], {
    cwd: packageFolder,
    env: { PATH: process.env['PATH'], NILECARE_FAILPOINT: failpoint, NILECARE_FAILPOINT_LOG: log },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return watch(child);
}

const run = (...args: Parameters<typeof start>): Promise<Ended> => start(...args).ended;

async function scratch(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nilecare failpoint '));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('a failpoint', () => {
  it('does nothing without the condition, whatever the variable says', async () => {
    const { code, stdout } = await run('statement-send=kill', { isOn: false });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '1\n2\n3\n' });
  });

  it.skipIf(isWindows)('kills the process at the nth time', async () => {
    const { signal, stdout } = await run('statement-send:2=kill');
    expect({ signal, stdout }).toEqual({ signal: 'SIGKILL', stdout: '1\n' });
  });

  it('ends the process, throws and waits', async () => {
    expect(await run('statement-send:3=exit')).toMatchObject({ code: 1, stdout: '1\n2\n' });
    expect(await run('statement-send=throw')).toMatchObject({ code: 1, stdout: '' });
    expect(await run('statement-send:*=pause=5,commit=kill')).toMatchObject({ code: 0, stdout: '1\n2\n3\n' });
  });

  it.skipIf(isWindows)('sends a signal, whose handlers run before anything else', async () => {
    expect(await run('statement-send:2=signal=SIGINT')).toMatchObject({
      code: 0,
      stdout: '1\nSIGINT\n2\n3\n',
    });
  });

  it.skipIf(isWindows)('stops the process until somebody lets it go on', async () => {
    const { child, ended, ...run } = start('statement-send:2=stop');
    await run.printed('1\n');
    await expect(Promise.race([ended, delay(300, 'still there')])).resolves.toBe('still there');
    child.kill('SIGCONT');
    expect(await ended).toMatchObject({ code: 0, stdout: '1\n2\n3\n' });
  });

  it('holds the process while a file is there', async () => {
    const file = path.join(await scratch(), 'held');
    const { ended } = start(`statement-send:2=hold=${file}`);
    await until(() => Promise.resolve(existsSync(file)));
    expect(await readFile(file, 'utf8')).toBe('statement-send:2');
    await rm(file);
    expect(await ended).toMatchObject({ code: 0, stdout: '1\n2\n3\n' });
  });

  it('is logged each time it comes', async () => {
    const log = path.join(await scratch(), 'log');
    await run('statement-send:2=exit', { log });
    expect(await readFile(log, 'utf8')).toBe('statement-send\nstatement-send\n');
  });

  it.each(['statement-sent:x=kill', 'statement', 'no-such-moment=kill', 'statement-send=wave'])(
    '%j is refused',
    async (failpoint) => {
      const { code, stderr } = await run(failpoint);
      expect(code).toBe(1);
      expect(stderr).toContain('NILECARE_FAILPOINT: ');
    },
  );
});

describe('the published package', () => {
  it('has the inert failpoints and not the active ones', async () => {
    const folder = await scratch();
    const npm = promisify(execFile);
    const args = ['pack', '--json', '--silent', '--ignore-scripts', '--pack-destination', folder];
    const { stdout } = await npm('npm', args, { cwd: packageFolder, shell: isWindows });
    const [packed] = JSON.parse(stdout) as readonly {
      readonly files: readonly { readonly path: string }[];
    }[];
    const files = packed?.files.map((file) => file.path) ?? [];
    expect(files.filter((file) => /failpoint/.test(file) && !file.endsWith('.map')).sort()).toEqual([
      'dist/bundle/failpoint/inert.cjs',
      'dist/bundle/failpoint/rolldown-runtime.cjs',
      'dist/failpoint/inert.d.ts',
      'dist/failpoint/inert.js',
      'dist/failpoint/names.d.ts',
      'dist/failpoint/names.js',
    ]);
    expect(files.filter((file) => /^(?:src|test)\//.test(file))).toEqual([]);
  }, 60_000);

  it('knows every moment by one name', () => {
    expect(new Set(failpointNames).size).toBe(failpointNames.length);
  });
});
