import { adminConnectionOptions } from '@nilecare/dev-database';
import { createConnection } from 'mysql2/promise';
import { environment as plainEnvironment } from '../test/clone.ts';
import type { Clone } from './clone.ts';
import type { Document, Mark } from './document.ts';
import { restoreClone } from './restore-clone.ts';
import { openShell } from './run-command.ts';
import { runDocument, type Trial } from './run-document.ts';
import type { Scenario, Stage } from './scenario.ts';

/** What the run is told. */
export interface RunOptions {
  readonly clone: Clone;
  readonly scenarios: Readonly<Record<string, Scenario>>;
  readonly marks: ReadonlySet<Mark>;
  /** Kind of the private server; default: as the set-up chooses. */
  readonly server?: string;
  readonly onTrial?: (trial: Trial) => void;
  readonly stop?: AbortSignal;
}

/** The environment of a reader who has set nothing; programs of the checkout are found as npm finds them. */
const environment: NodeJS.ProcessEnv = {
  ...plainEnvironment,
  NODE_ENV: undefined,
  TURBO_TELEMETRY_DISABLED: '1',
};

const readme = 'README.md';

/**
 * Runs the commands of documents in a clone, one document after the other, on one private server. README.md comes first:
 * its first command is the set-up, which is done for it when it is not among them. Behind each document the clone is put
 * back as the set-up left it.
 *
 * @throws Error when the set-up fails
 */
export async function runDocuments(
  documents: readonly Document[],
  options: RunOptions,
): Promise<readonly Trial[]> {
  const wanted = documents.filter(({ parts }) => parts.some(({ mark }) => options.marks.has(mark)));
  const ordered = wanted.toSorted((a, b) => Number(b.file === readme) - Number(a.file === readme));
  if (ordered.length === 0) return [];
  if (ordered[0]?.file !== readme || options.server !== undefined) await setUp(options);
  const trials: Trial[] = [];
  for (const document of ordered) {
    options.stop?.throwIfAborted();
    const trial = await tryDocument(document, options);
    options.onTrial?.(trial);
    trials.push(trial);
  }
  return trials;
}

async function setUp({ clone, server, stop }: RunOptions): Promise<void> {
  const shell = openShell(clone.folder, environment, { seconds: 300, ...(stop && { stop }) });
  const { exitCode, output } = await shell.run(
    `./scripts/setup-phase1.sh${server === undefined ? '' : ` --server ${server}`}`,
  );
  stop?.throwIfAborted();
  if (exitCode !== 0) throw new Error(`The set-up of the clone failed.\n${output}`);
}

async function tryDocument(document: Document, options: RunOptions): Promise<Trial> {
  const { clone, scenarios, marks, stop } = options;
  const cleanups: (() => Promise<void>)[] = [];
  const spoiled = new Set<string>();
  const variables = { ...environment };
  const stage = stageIn(clone.folder, { cleanups, spoiled, variables, ...(stop && { stop }) });
  try {
    return await runDocument(document, {
      ...{ stage, scenario: scenarios[document.file], environment: variables, marks },
      ...(stop && { stop }),
    });
  } finally {
    for (const cleanup of cleanups.toReversed()) await cleanup();
    await restoreClone(clone.folder, spoiled);
  }
}

interface Backstage {
  readonly cleanups: (() => Promise<void>)[];
  readonly spoiled: Set<string>;
  readonly variables: NodeJS.ProcessEnv;
  readonly stop?: AbortSignal;
}

function stageIn(folder: string, { cleanups, spoiled, variables, stop }: Backstage): Stage {
  return {
    folder,
    run: (command) => openShell(folder, variables, { seconds: 120, ...(stop && { stop }) }).run(command),
    setVariables: (more) => void Object.assign(variables, more),
    spoil: (database) => void spoiled.add(database),
    async connect(database) {
      const options = await adminConnectionOptions(folder);
      const connection = await createConnection({ ...options, ...(database !== undefined && { database }) });
      // A document may kill it, or end the server.
      connection.on('error', () => undefined);
      cleanups.push(() => Promise.resolve(connection.destroy()));
      return connection;
    },
    defer: (cleanup) => void cleanups.push(cleanup),
  };
}
