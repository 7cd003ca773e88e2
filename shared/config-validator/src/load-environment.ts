import { readEnvFile, type EnvFile } from './env-file.ts';
import { EnvironmentError } from './environment-error.ts';
import { LoadedEnvironment, type Environment } from './environment.ts';

/** Where to look for variables. */
export interface LoadRequest {
  /** Folder of the `.env` files, such as a service's own. */
  readonly folder: string;
  /** The process environment, which wins over every file. */
  readonly environment: Environment;
}

/**
 * Reads the `.env` files of a folder. The first that sets a variable wins:
 * process environment, `.env.<NODE_ENV>.local`, `.env.local`, `.env.<NODE_ENV>`, `.env`. One that is set to nothing
 * (`DB_SOCKET=`) is set, and so taken away. With NILECARE_ENV_FILES=false in the process environment no file is read.
 *
 * NODE_ENV comes from the process environment, else from `.env.local` or `.env`; without it only these two are
 * read. `test` does not read `.env.local`, so that tests answer the same on every machine. In staging and production
 * `.env.local` and `.env` are read only when they say NODE_ENV=staging or NODE_ENV=production themselves: a
 * developer's file that came along must not fill the gaps of a production environment.
 * A file that cannot be read, and a broken line in one, become problems of the environment.
 * @throws {EnvironmentError} when NILECARE_ENV_FILES is neither true nor false
 */
export function loadEnvironment({ folder, environment }: LoadRequest): LoadedEnvironment {
  if (!readsFiles(environment)) return new LoadedEnvironment(environment);
  const general = ['.env.local', '.env'].flatMap((name) => readEnvFile(folder, name) ?? []);
  const stage = filled(environment['NODE_ENV']) ?? stageOf(general);
  const unfit = general.filter((file) => !isMeantFor(stage, file));
  const files = [
    ...named(folder, stage, '.local'),
    ...general.filter((file) => file.name === '.env.local' && !unfit.includes(file)),
    ...named(folder, stage, ''),
    ...general.filter((file) => file.name === '.env' && !unfit.includes(file)),
  ];
  const notes = stage === 'test' ? [] : unfit.map(({ name }) => noteAbout(name, stage));
  return merge(environment, stage, files, notes);
}

function readsFiles({ NILECARE_ENV_FILES: text = 'true' }: Environment): boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  const variable = 'NILECARE_ENV_FILES';
  throw new EnvironmentError('this process', [{ variable, message: `${variable} must be true or false.` }]);
}

function isMeantFor(stage: string | undefined, { name, variables }: EnvFile): boolean {
  if (stage === 'test') return name !== '.env.local';
  if (stage !== 'staging' && stage !== 'production') return true;
  return variables['NODE_ENV'] === stage;
}

function noteAbout(name: string, stage = ''): string {
  return `${name} was not read, because it does not say NODE_ENV=${stage}; .env.${stage} would be.`;
}

function stageOf(general: readonly EnvFile[]): string | undefined {
  return general.map(({ variables }) => filled(variables['NODE_ENV'])).find((stage) => stage !== undefined);
}

/** A stage with other characters is no file name; the validator will refuse it. */
function named(folder: string, stage: string | undefined, suffix: string): EnvFile[] {
  const file = /^[a-z]+$/.test(stage ?? '') ? readEnvFile(folder, `.env.${stage ?? ''}${suffix}`) : undefined;
  return file === undefined ? [] : [file];
}

function merge(
  environment: Environment,
  stage: string | undefined,
  files: readonly EnvFile[],
  notes: readonly string[],
): LoadedEnvironment {
  const variables: Record<string, string | undefined> = { ...environment };
  if (variables['NODE_ENV'] === '') delete variables['NODE_ENV'];
  const origins: Record<string, string> = {};
  for (const { name: file, variables: found } of files) {
    for (const [name, text] of Object.entries(found)) {
      if (variables[name] !== undefined || (name === 'NODE_ENV' && text !== stage)) continue;
      variables[name] = text;
      origins[name] = file;
    }
  }
  const problems = files.flatMap((file) => file.problems);
  return new LoadedEnvironment(variables, origins, { notes, problems });
}

function filled(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
