import type { EngineError } from '../engine-errors.ts';

/** What happened, and what to do. */
export function describeEngine({ problem }: EngineError): string {
  switch (problem.kind) {
    case 'no-flyway':
      return [
        `No Flyway found: looked ${problem.looked.join(', ')}. ${problem.install}`,
        'Put flyway on PATH, set FLYWAY_HOME to the folder that holds it, or go on without it: -engine=native.',
      ].join('\n');
    case 'wrong-home':
      return [
        `FLYWAY_HOME is ${problem.home}, where there is no ${problem.expected}.`,
        'Set it to the folder of a Flyway command line, or unset it to have Flyway looked for elsewhere.',
      ].join('\n');
    case 'no-java':
      return [
        `No Java for ${problem.executable}: looked for ${problem.looked.join(', ')}.`,
        'Install Java 17 or newer, or set JAVA_HOME to the folder of one; the Flyway that node-flyway installs brings its own.',
      ].join('\n');
    case 'no-start':
      return `${problem.executable} could not be started: ${problem.reason}.\nRun it by hand with -v to see why.`;
    case 'timeout':
      return [
        `Flyway did not end within ${problem.seconds} s (engineTimeout) and was ended.`,
        'What it had committed stays; a statement that the server was running may still finish. Look at info before you go on.',
      ].join('\n');
    case 'unreadable':
      return `Flyway was asked for JSON and answered something else:\n${problem.output}`;
  }
}
