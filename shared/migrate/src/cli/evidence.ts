import { hostname, userInfo } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Config } from '../config/config.ts';
import { deploymentFacts } from '../config/deployment.ts';
import { MigrateError, RefusedError } from '../errors.ts';
import type { RunRecord } from '../execute/run-record.ts';
import { programVersion } from '../program-version.ts';
import { evidenceOf, type Outcome, type Runner, type RunFacts } from '../report/evidence/evidence.ts';
import { evidencePage } from '../report/evidence/page.ts';
import type { Report } from '../report/json.ts';
import { checkedOutCommit } from '../source/git-commit.ts';
import { nameFiles, writeEnded, writeStarted, type EvidenceFiles } from './evidence-files.ts';
import type { Output } from './output.ts';
import type { Terminal } from './terminal.ts';
import type { CommandName } from './words.ts';

/** Evidence that has been begun. */
export interface OpenEvidence {
  /** For the command to fill. */
  readonly record: RunRecord;
  /** @returns false when it cannot be written, and was asked for */
  done(report: Report): Promise<boolean>;
  /** Never throws: the failure itself is on its way. */
  failed(error: unknown): Promise<void>;
}

/**
 * Begins the evidence of a command that leaves some, before anything of it is done.
 *
 * @returns undefined where none is wanted, or in production a folder that nobody named cannot be written
 * @throws RefusedError when the folder of `evidenceLocation` cannot be written
 */
export async function openEvidence(
  command: CommandName,
  config: Config,
  terminal: Pick<Terminal, 'environment'>,
  output: Pick<Output, 'warn'>,
): Promise<OpenEvidence | undefined> {
  const { evidence } = config;
  if (evidence.kind === 'none') return undefined;
  try {
    return await begin(evidence.folder, command, config, terminal, output);
  } catch (error) {
    const message = `No evidence can be written to ${evidence.folder} (${reasonOf(error)})`;
    if (evidence.kind === 'required')
      throw new RefusedError(
        'CONFIGURATION',
        `${message}. Nothing was changed. Name a folder that may be written by evidenceLocation, or none.`,
        { cause: error },
      );
    output.warn(`${message}, so that this run leaves none. evidenceLocation names another folder, or none.`);
    return undefined;
  }
}

async function begin(
  folder: string,
  command: CommandName,
  config: Config,
  { environment }: Pick<Terminal, 'environment'>,
  output: Pick<Output, 'warn'>,
): Promise<OpenEvidence> {
  const record: RunRecord = { deeds: [] };
  const started = new Date();
  const begun = performance.now();
  const database = config.defaultSchema;
  const files = await nameFiles(folder, { started, command, database });
  const facts = {
    operation: command,
    started,
    config,
    deployment: deploymentFacts(config.deployment, environment, await commitOf(config)),
    runner: runner(),
    record,
    notEnded: files.notEnded,
  };
  const startedLength = await writeStarted(files, jsonOf({ ...facts, outcome: { kind: 'started' } }));
  const end = async (outcome: Outcome): Promise<boolean> => {
    const ended = { at: new Date(), milliseconds: Math.round(performance.now() - begun) };
    const trouble = await complete({ ...facts, outcome, ended }, files, startedLength);
    if (trouble !== undefined) output.warn(trouble);
    return trouble === undefined || config.evidence.kind === 'wanted';
  };
  return {
    record,
    done: (report) => end({ kind: 'done', report }),
    failed: async (error) => {
      await end({ kind: 'failed', error: error instanceof MigrateError ? error : fault(error) });
    },
  };
}

/** @returns what to tell when it cannot be written */
async function complete(
  facts: RunFacts,
  files: EvidenceFiles,
  startedLength: number,
): Promise<string | undefined> {
  try {
    const html = evidencePage(evidenceOf(facts));
    await writeEnded(files, { json: jsonOf(facts), html, startedLength });
    return undefined;
  } catch (error) {
    return `The evidence of this run could not be written to ${files.base}.json (${reasonOf(error)}). What is told of the run is true all the same: keep its output. ${path.basename(files.base)}.started.json tells only that it began.`;
  }
}

function jsonOf(facts: RunFacts): string {
  return `${JSON.stringify(evidenceOf(facts), null, 2)}\n`;
}

async function commitOf({ locations, workingDirectory }: Config): Promise<string | undefined> {
  // A location may be a pattern: its fixed part is where the checkout is looked for.
  const folder = (locations[0] ?? workingDirectory).replace(/[\\/][^\\/]*[*?].*$/, '');
  return checkedOutCommit(folder);
}

function runner(): Runner {
  return {
    osUser: osUser(),
    host: hostname(),
    process: process.pid,
    toolVersion: programVersion(),
    nodeVersion: process.versions.node,
  };
}

/** In a container the number may have no name. */
function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}

function fault(error: unknown): RefusedError {
  return new RefusedError('FAULT', 'This is a fault of nilecare-migrate; its output says which.', {
    cause: error,
  });
}

/** `ENOSPC` and the like. */
function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
