import path from 'node:path';
import type { ConfigurationProblem } from '../errors.ts';
import type { Environment } from './environment.ts';
import { runPasswordCommand } from './password-command.ts';
import { readPasswordFile, type FoundPassword } from './password-file.ts';

/** An environment in which passwords are looked up when they are asked for. */
export interface PasswordVariables {
  readonly environment: Environment;
  /** What went wrong so far; grows with what is asked for. */
  readonly problems: readonly ConfigurationProblem[];
}

/**
 * Joins a file's variables and those of the process, which win, and gives each `…PASSWORD` that is not set the value
 * of the file in `…PASSWORD_FILE` or of the command in `…PASSWORD_COMMAND`. Neither is touched before a setting names
 * the variable, and then once: a command may ask a person for something.
 */
export function withPasswordVariables(
  file: Environment,
  process: Environment,
  workingDirectory: string,
): PasswordVariables {
  const kept = Object.entries(file).filter(([name]) => !isGivenOtherwise(name, process));
  const written: Environment = { ...Object.fromEntries(kept), ...process };
  const environment = { ...written };
  const problems: ConfigurationProblem[] = [];
  for (const name of passwordNames(written)) {
    const find = once(() => findPassword(name, written, workingDirectory));
    const get = (): string => {
      const { value, problem } = find();
      if (problem !== undefined && !problems.includes(problem)) problems.push(problem);
      return value;
    };
    // Not enumerable: who lists all variables does not ask for this one.
    Object.defineProperty(environment, name, { get, enumerable: false });
  }
  return { environment, problems };
}

const ways = ['', '_FILE', '_COMMAND'];

/** A password that the process gives in one way hides what the file says in another. */
function isGivenOtherwise(variable: string, process: Environment): boolean {
  const [, name] = /^(.*PASSWORD)(?:_FILE|_COMMAND)?$/.exec(variable) ?? [];
  return name !== undefined && ways.some((way) => process[`${name}${way}`]);
}

/** FLYWAY_PASSWORD is Flyway's own. */
function passwordNames(environment: Environment): readonly string[] {
  const names = Object.entries(environment).flatMap(([variable, value]) => {
    const [, name] = /^(?!FLYWAY_)(.*PASSWORD)_(?:FILE|COMMAND)$/.exec(variable) ?? [];
    return name === undefined || !value ? [] : [name];
  });
  return [...new Set(names)];
}

interface Outcome {
  readonly value: string;
  readonly problem?: ConfigurationProblem;
}

function findPassword(name: string, environment: Environment, workingDirectory: string): Outcome {
  const given = ways.map((way) => `${name}${way}`).filter((variable) => environment[variable]);
  const [first = name] = given;
  if (given.length > 1) return failed(`${given.join(' and ')} are both set; keep one`);
  const text = environment[first] ?? '';
  const found: FoundPassword = first.endsWith('_FILE')
    ? readPasswordFile(path.resolve(workingDirectory, text))
    : runPasswordCommand(text, environment, workingDirectory);
  return 'password' in found
    ? { value: found.password }
    : failed(`${first} gives no password: ${found.problem}`);
}

function failed(message: string): Outcome {
  return { value: '', problem: { message } };
}

function once<T>(work: () => T): () => T {
  let done: { readonly result: T } | undefined;
  return () => (done ??= { result: work() }).result;
}
