import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What the check knows of the repository's programs. */
export interface Knowledge {
  /** npm scripts by workspace: its name, and '' for the root. */
  readonly scripts: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** The workspace of a folder, relative to the root; undefined where there is none. */
  workspaceOf(folder: string): string | undefined;
  /** Whether the repository or a dependency brings the program. */
  hasProgram(name: string): boolean;
  /** What a program says of itself; undefined when it fails. */
  help(command: readonly string[]): string | undefined;
}

/** Reads the package.json of the root and of every workspace; asks programs for their help when it is wanted. */
export function readKnowledge(root: string): Knowledge {
  const packages = new Map(
    packageFolders(root).map((folder) => [folder, readPackage(path.join(root, folder, 'package.json'))]),
  );
  const scripts = new Map([...packages].map(([folder, own]) => [folder && own.name, own.scripts]));
  // A service of the map that is still to come will have the scripts of those that are there.
  const ofService =
    servicesOfMap(root)
      .map((name) => scripts.get(name))
      .find((own) => own !== undefined) ?? {};
  for (const name of servicesOfMap(root)) if (!scripts.has(name)) scripts.set(name, ofService);
  const helps = new Map<string, string | undefined>();
  return {
    scripts,
    workspaceOf: (folder) => (folder === '' ? '' : packages.get(folder)?.name),
    hasProgram: (name) => existsSync(path.join(root, 'node_modules', '.bin', name)),
    help(command) {
      const key = command.join(' ');
      if (!helps.has(key)) helps.set(key, askHelp(root, command));
      return helps.get(key);
    },
  };
}

function servicesOfMap(root: string): readonly string[] {
  const map = JSON.parse(readFileSync(path.join(root, 'database', 'service-map.json'), 'utf8')) as {
    services: readonly { readonly name: string }[];
  };
  return map.services.map(({ name }) => name);
}

interface Package {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
}

function readPackage(file: string): Package {
  const { name = '', scripts = {} } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Package>;
  return { name, scripts };
}

function packageFolders(root: string): readonly string[] {
  const { workspaces = [] } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    workspaces?: readonly string[];
  };
  const folders = workspaces.flatMap((pattern) =>
    pattern.endsWith('/*')
      ? readdirSync(path.join(root, pattern.slice(0, -2))).map((name) => `${pattern.slice(0, -2)}/${name}`)
      : [pattern],
  );
  return ['', ...folders.filter((folder) => existsSync(path.join(root, folder, 'package.json')))];
}

/** Programs of node_modules are started by their own JavaScript file, so that no shell is needed on Windows. */
function askHelp(root: string, [program = '', ...args]: readonly string[]): string | undefined {
  const script = /\.[cm]?[jt]s$/.test(program)
    ? path.join(root, program)
    : path.join(root, 'node_modules', ...binOf(root, program));
  const loader = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...loader, script, ...args], {
    cwd: root,
    encoding: 'utf8',
    timeout: 30_000,
  });
  return status === 0 ? `${stdout}${stderr}` : undefined;
}

function binOf(root: string, program: string): readonly string[] {
  const scoped: Readonly<Record<string, string>> = {
    'nilecare-migrate': '@nilecare/migrate',
    'nilecare-db': '@nilecare/database',
    'nilecare-secrets': '@nilecare/secrets',
    'dev-database': '@nilecare/dev-database',
  };
  const name = scoped[program] ?? program;
  const { bin } = JSON.parse(readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')) as {
    bin?: string | Readonly<Record<string, string>>;
  };
  const file = typeof bin === 'string' ? bin : bin?.[program];
  return [name, file ?? 'index.js'];
}
