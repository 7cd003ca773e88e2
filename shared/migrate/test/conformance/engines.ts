import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { runHere } from '../run-here.ts';

/** A tool that is asked by Flyway's command line. */
export interface Engine {
  /**
   * @param args flags and one command; standard output is JSON
   * @param schemas all that a `clean` may touch; Flyway's asks nobody
   */
  run(
    args: readonly string[],
    schemas: readonly string[],
  ): Promise<{ readonly exitCode: number; readonly stdout: string }>;
  end(): void;
}

/** This engine, in this process. */
export function nativeEngine(): Engine {
  return {
    async run(args, schemas) {
      const confirmed = [...args, `-confirm=${schemas.join(',')}`];
      const { code, stdout } = await runHere(confirmed, process.cwd(), {});
      return { exitCode: code, stdout };
    },
    end: () => undefined,
  };
}

/** A flag of Java: a short run needs two fifths less without the thorough one of its compilers. */
export const quickCompiler = '-XX:TieredStopAtLevel=1';

/** Without a UTF-8 locale Java cannot see files whose names have letters beyond ASCII. */
const javaEnvironment = { LC_ALL: 'C.UTF-8', REDGATE_DISABLE_TELEMETRY: 'true' };

/** The real Flyway, one JVM for all cases. Looked for only here, because where there is none a warning is printed. */
export async function startFlyway(): Promise<Engine> {
  const { flywayHome } = await import('../flyway.ts');
  const home = flywayHome();
  const libraries = ['lib', 'lib/flyway', 'lib/aad', 'lib/netty', 'drivers'].map((folder) =>
    path.join(home, folder, '*'),
  );
  const java = process.env['JAVA_HOME'] ? path.join(process.env['JAVA_HOME'], 'bin/java') : 'java';
  const driver = path.join(import.meta.dirname, 'java/FlywayDriver.java');
  const classPath = libraries.join(path.delimiter);
  const child = spawn(java, ['-Djava.security.manager=allow', quickCompiler, '-cp', classPath, driver], {
    env: { PATH: process.env['PATH'], ...javaEnvironment },
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return {
    run: async (args) => ask(child, answers, args, () => stderr),
    end: () => child.stdin.end(),
  };
}

/**
 * The real Flyway as a user starts it, a process for each command.
 *
 * @param home folder of its command line
 */
export function flywayProgram(home: string): Engine {
  const program = path.join(home, process.platform === 'win32' ? 'flyway.cmd' : 'flyway');
  const env = {
    PATH: process.env['PATH'],
    JAVA_HOME: process.env['JAVA_HOME'],
    JAVA_ARGS: quickCompiler,
    ...javaEnvironment,
  };
  return {
    async run(args) {
      const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
      let stdout = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      const [exitCode] = (await once(child, 'close')) as [number];
      return { exitCode, stdout };
    },
    end: () => undefined,
  };
}

async function ask(
  child: ChildProcessWithoutNullStreams,
  answers: AsyncIterator<string>,
  args: readonly string[],
  stderr: () => string,
): Promise<{ exitCode: number; stdout: string }> {
  child.stdin.write(`${Buffer.from(args.join('\0')).toString('base64')}\n`);
  const answer = await answers.next();
  if (answer.done) throw new Error(`the JVM ended: ${stderr()}`);
  const [code = '', output = ''] = answer.value.split(' ');
  return { exitCode: Number(code), stdout: Buffer.from(output, 'base64').toString() };
}
