import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { watch, type ServerKind } from '@nilecare/dev-database';
import { measureRow } from '../measure/measure-row.ts';
import type { Row, Tool } from '../model.ts';
import { plainEnvironment, type Environment } from '../process/environment.ts';
import type { RowResult } from '../results/model.ts';
import { describeCommit, describeMachine } from '../results/provenance.ts';
import { withDelay } from '../server/with-delay.ts';
import { startBenchServer, type BenchServer } from '../server/bench-server.ts';
import { findClient } from '../tools/find-tools.ts';
import type { BenchOptions } from './options.ts';
import type { Progress } from './progress.ts';

/** What all rows share. */
export interface Session extends Pick<BenchOptions, 'rows' | 'runs' | 'kinds' | 'without' | 'data'> {
  readonly tools: readonly Tool[];
  readonly root: string;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  readonly warmUps: 'as the row wants' | 'none';
  readonly progress: Progress;
  /** Called as soon as a row is measured on one server. */
  onResult(result: RowResult): Promise<void>;
}

/** Measures all rows on one kind of server after the other, and removes everything. */
export async function measureAll(session: Session): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nilecare-bench-'));
  const release = watch({ directory: folder });
  try {
    for (const kind of session.kinds) await measureOn(kind, folder, session);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    release();
  }
}

async function measureOn(kind: ServerKind, folder: string, session: Session): Promise<void> {
  const { environment, signal, progress } = session;
  const client = await findClient(kind, environment);
  const own = await startBenchServer({
    ...{ kind, parent: session.data ?? tmpdir(), environment, signal },
    onProgress: (message) => {
      progress.say(message);
    },
  });
  try {
    for (const row of session.rows.filter(({ servers }) => servers?.includes(kind) ?? true)) {
      signal.throwIfAborted();
      const rowFolder = path.join(folder, `${kind}-${row.id}`);
      await mkdir(rowFolder);
      const result = await measureOne({ row, own, client, folder: rowFolder, session });
      await rm(rowFolder, { recursive: true, force: true });
      await session.onResult(result);
    }
  } finally {
    await own.stop();
  }
}

interface Task {
  readonly row: Row;
  readonly own: BenchServer;
  readonly client: Tool;
  readonly folder: string;
  readonly session: Session;
}

async function measureOne({ row, own, client, folder, session }: Task): Promise<RowResult> {
  const { kind, version } = own.server;
  const tools = Object.fromEntries([...session.tools, client].map((tool) => [tool.name, tool]));
  const warmUps = session.warmUps === 'none' ? 0 : (row.warmUps ?? 1);
  const runs = Math.min(session.runs, row.mostRuns ?? Infinity);
  const { root, without, signal } = session;
  const environment = plainEnvironment(session.environment);
  const delayed = await withDelay(own, row.roundTrip, ({ server, roundTrip }) => {
    const setting = { server, kind, query: own.query, folder, root, tools, without, environment, signal };
    return measureRow(row, setting, {
      ...{ runs, warmUps },
      onPrepare: () => {
        session.progress.prepare(row, kind);
      },
      onRun: (round, name) => {
        session.progress.run(row, kind, { round, rounds: runs + warmUps, name });
      },
    }).then((measured) => ({ ...measured, ...(roundTrip && { roundTrip }) }));
  });
  const { contestants, leftOut, roundTrip } = delayed;
  return {
    ...{ row: row.id, title: row.title, server: { kind, version, settings: own.settings } },
    date: new Date().toISOString().slice(0, 10),
    commit: await describeCommit(root),
    ...{ machine: describeMachine(), warmUps, ...(roundTrip && { roundTrip }) },
    ...{ floor: row.floor, contestants, leftOut },
  };
}
