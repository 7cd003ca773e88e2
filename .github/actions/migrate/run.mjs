// Runs nilecare-migrate with the inputs of this action (INPUT_*), then tells GitHub what came of it. Needs Node.js only.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { annotations, outputs, summary } from './tell.mjs';

const { env } = process;
const folder = path.resolve(input('WORKING_DIRECTORY') || '.');

try {
  const { report, status } = runEngine(findProgram());
  const file = path.join(env.RUNNER_TEMP ?? folder, `nilecare-migrate-${randomUUID()}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(report, null, 2), { mode: 0o600 });
  for (const line of annotations(report, { root: env.GITHUB_WORKSPACE ?? process.cwd(), folder }))
    console.log(line);
  const facts = { ...outputs(report), successful: String(status === 0), report: file };
  append(
    env.GITHUB_OUTPUT,
    Object.entries(facts)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  append(
    env.GITHUB_STEP_SUMMARY,
    summary(report, { command: input('COMMAND'), place: place(), sql: sqlOf(report) }),
  );
  console.log(`nilecare-migrate ${input('COMMAND')}: ${status === 0 ? 'successful' : 'failed'} (${place()})`);
  process.exitCode = status;
} catch (error) {
  console.log(`::error::${String(error.message).replaceAll('%', '%25').replaceAll('\n', '%0A')}`);
  process.exitCode = 1;
}

function input(name) {
  return env[`INPUT_${name}`] ?? '';
}

/** The working directory as a reader of the log knows it. */
function place() {
  return path.relative(env.GITHUB_WORKSPACE ?? process.cwd(), folder).replaceAll(path.sep, '/') || '.';
}

/** The fetched package, or the one that the project has installed. */
function findProgram() {
  const inside = path.join('node_modules', '@nilecare', 'migrate', 'bin', 'nilecare-migrate.js');
  const start = input('VERSION') ? path.join(env.RUNNER_TEMP ?? '', 'nilecare-migrate') : folder;
  for (let at = start; ; at = path.dirname(at)) {
    const program = path.join(at, inside);
    if (existsSync(program)) return program;
    if (path.dirname(at) === at)
      throw new Error(
        `@nilecare/migrate is not installed in ${place()} or above it. Install it before this step, or set the input version.`,
      );
  }
}

/** The report goes to a pipe, so that no text of a migration can be taken for a command of the log. */
function runEngine(program) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [program, ...argumentsOf()], {
    cwd: folder,
    env: { ...env, ...connection() },
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error) throw error;
  try {
    return { report: JSON.parse(stdout), status: status ?? 1 };
  } catch {
    throw new Error(`nilecare-migrate gave no report (exit code ${status}). ${stderr.trim()}`);
  }
}

function argumentsOf() {
  const optional = { configFiles: 'CONFIG_FILES', branch: 'BRANCH', dryRunOutput: 'DRY_RUN_FILE' };
  return [
    '-outputType=json',
    '-color=never',
    ...Object.entries(optional).flatMap(([flag, name]) => (input(name) ? [`-${flag}=${input(name)}`] : [])),
    ...input('ARGUMENTS')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    input('COMMAND'),
  ];
}

/** In the environment, which other users of the machine cannot read, unlike a command line. */
function connection() {
  const names = ['URL', 'USER', 'PASSWORD'].filter((name) => input(name) !== '');
  return Object.fromEntries(names.map((name) => [`FLYWAY_${name}`, input(name)]));
}

function sqlOf(report) {
  const file = input('DRY_RUN_FILE') && path.resolve(folder, input('DRY_RUN_FILE'));
  return file && !report.error && existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function append(file, text) {
  if (file) appendFileSync(file, text);
}
