import type { Block, Document, Finding, Mark } from './document.ts';
import { openShell, type Outcome } from './run-command.ts';
import type { Scenario, Stage } from './scenario.ts';
import { shellCommands, type ShellCommand } from './shell-commands.ts';

/** How a document was tried. */
export interface Trial {
  readonly file: string;
  readonly commands: number;
  readonly seconds: number;
  /** The first thing that went wrong; what stands behind it was not tried. */
  readonly finding?: Finding;
}

/** Where, and how much of it. */
export interface TrialOptions {
  readonly stage: Stage;
  readonly scenario: Scenario | undefined;
  readonly environment: NodeJS.ProcessEnv;
  readonly marks: ReadonlySet<Mark>;
  readonly stop?: AbortSignal;
}

/** Longest time of one command, in seconds. */
const commandSeconds = 120;

/** They run this check, or take as long as all the rest. */
const wholeGate = /^(?:\w+=\S* +)*npm (?:test|run check|run test:[a-z]+|run conformance)\b/;

/** Runs the commands of a document, one after the other, and the steps of its scenario in between. */
export async function runDocument(document: Document, options: TrialOptions): Promise<Trial> {
  const started = Date.now();
  let commands = 0;
  const finish = (finding?: Finding): Trial => ({
    file: document.file,
    commands,
    seconds: (Date.now() - started) / 1000,
    ...(finding && { finding }),
  });
  for (const part of document.parts.filter(({ mark }) => options.marks.has(mark))) {
    if (part.kind === 'block') {
      const result = await runBlock(part, options);
      commands += result.commands;
      if (result.message) return finish({ file: document.file, ...result.message });
    } else {
      const message = await takeStep(part.name, options);
      if (message !== undefined) return finish({ file: document.file, line: part.line, message });
    }
  }
  return finish();
}

async function runBlock(block: Block, { stage, environment, stop }: TrialOptions) {
  const limits = { seconds: commandSeconds, ...(stop && { stop }) };
  const shell = openShell(stage.folder, environment, limits);
  let printed = '';
  let commands = 0;
  for (const command of shellCommands(block.text, block.line)) {
    if (wholeGate.test(command.text)) continue;
    stop?.throwIfAborted();
    const outcome = await shell.run(command.text);
    commands += 1;
    printed += outcome.output;
    if (outcome.exitCode !== command.exitCode)
      return { commands, message: { line: command.line, message: failure(command, outcome) } };
  }
  const missing = missingLine(block.output, printed);
  if (missing === undefined) return { commands };
  const message = `promises a line that was not printed: ${missing}\n${lastLines(printed)}`;
  return { commands, message: { line: block.line, message } };
}

function failure({ text, exitCode }: ShellCommand, outcome: Outcome): string {
  const command = text.split('\n')[0] ?? '';
  return `${command}\nended with ${outcome.exitCode} instead of ${exitCode}:\n${lastLines(outcome.output)}`;
}

async function takeStep(name: string, { scenario, stage }: TrialOptions): Promise<string | undefined> {
  const step = scenario?.steps[name];
  if (!step) return `no scenario has the step "${name}": see scripts/docs/scenarios`;
  try {
    await step(stage);
    return undefined;
  } catch (error) {
    return `the step "${name}" failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/**
 * The first promised line that is not in the output behind the line before it. `…` stands for any text; white space, the
 * lines of tables and what stands around a line do not count.
 */
export function missingLine(promised: readonly string[], printed: string): string | undefined {
  const rest = printed.split('\n').map(plain);
  for (const line of promised) {
    const pieces = plain(line)
      .split('…')
      .map((piece) => piece.trim());
    if (pieces.every((piece) => piece === '')) continue;
    const at = rest.findIndex((text) => holds(text, pieces));
    if (at === -1) return line;
    rest.splice(0, at + 1);
  }
  return undefined;
}

function holds(text: string, pieces: readonly string[]): boolean {
  let from = 0;
  return pieces.every((piece) => {
    const at = text.indexOf(piece, from);
    from = at + piece.length;
    return at !== -1;
  });
}

function plain(line: string): string {
  return line.replaceAll(/[\s│|─+┼├┤-]+/g, ' ').trim();
}

function lastLines(output: string): string {
  return output
    .trimEnd()
    .split('\n')
    .slice(-15)
    .map((line) => `    ${line}`)
    .join('\n');
}
