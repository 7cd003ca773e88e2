import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stopServer, watch } from '@nilecare/dev-database';
import type { PreparedRun, Row, Setting } from '../model.ts';

/** The set-up of the repository, from nothing but installed packages and a server program. */
export const setupRow: Row = {
  id: 'setup',
  title: 'setup-phase1 with packages and a server program at hand',
  floor: 'setup',
  selection: 'default',
  usesServer: 'no',
  mostRuns: 3,
  roundSeconds: 8,
  prepareSeconds: 1,
  prepare: (setting) =>
    Promise.resolve({
      contestants: [{ name: 'setup', prepareRun: () => prepareRun(setting) }],
      leftOut: {},
      remove: () => Promise.resolve(),
    }),
};

/** What a checkout has and the set-up reads; the packages come with node_modules. */
const parts = ['package.json', 'microservices', 'scripts'];

/** A copy of the repository; the set-up starts a server of its own in it. */
async function prepareRun({ root, kind }: Setting): Promise<PreparedRun> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nilecare-bench-clone-'));
  const release = watch({ directory: folder });
  for (const part of parts)
    await cp(path.join(root, part), path.join(folder, part), {
      recursive: true,
      filter: (source) => !/[\\/](node_modules|dist|\.turbo|\.env)$/.test(source),
    });
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return {
    command: { ...commandOn(process.platform, kind), folder },
    check: async (outputFile) => ({ migrations: migrationSeconds(await readFile(outputFile, 'utf8')) }),
    remove: async () => {
      await stopServer(folder);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      release();
    },
  };
}

function commandOn(
  platform: NodeJS.Platform,
  kind: string,
): { readonly program: string; readonly args: readonly string[] } {
  const options = ['--server', kind];
  return platform === 'win32'
    ? {
        program: 'powershell',
        args: ['-ExecutionPolicy', 'Bypass', '-File', 'scripts\\setup-phase1.ps1', ...options],
      }
    : { program: 'scripts/setup-phase1.sh', args: options };
}

/**
 * The seconds of the migrations of all services together, from the last column of the table that the set-up prints.
 *
 * @throws Error when there is no such table
 */
export function migrationSeconds(output: string): number {
  const seconds = [...output.matchAll(/^│ \S+-service .*│\s+([\d.]+)\s+│$/gm)].map(([, text]) =>
    Number(text),
  );
  if (seconds.length > 0) return seconds.reduce((sum, each) => sum + each, 0);
  throw new Error('The set-up printed no table of services with seconds.');
}
