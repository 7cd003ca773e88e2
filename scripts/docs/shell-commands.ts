import { forEachChild, parse, type Command, type SyntaxNode } from 'unbash';

/** A command of a block, with everything up to the next one. */
export interface ShellCommand {
  readonly text: string;
  /** Line in the document. */
  readonly line: number;
  /** What it ends with: 0, or the number of the comment beside it, `# exits with 1`. */
  readonly exitCode: number;
  /** Programs that it calls, each with its words. */
  readonly calls: readonly Call[];
}

/** A program and its words, without the assignments in front of it. */
export type Call = readonly string[];

/**
 * The commands of a shell block.
 *
 * @param line of its first line, in the document
 * @throws SyntaxError when the block is no shell script, with the line in the document
 */
export function shellCommands(text: string, line: number): readonly ShellCommand[] {
  const script = parse(text);
  const [error] = script.errors ?? [];
  if (error) throw new SyntaxError(`${error.message} (line ${line + linesBefore(text, error.pos)})`);
  return script.commands.map((statement, index) => {
    const end = script.commands[index + 1]?.pos ?? text.length;
    const slice = text.slice(statement.pos, end).trimEnd();
    return {
      text: slice,
      line: line + linesBefore(text, statement.pos),
      exitCode: Number(/#.*\bexits with (\d+)/.exec(slice)?.[1] ?? 0),
      calls: callsOf(statement),
    };
  });
}

function callsOf(node: SyntaxNode): readonly Call[] {
  const calls: Call[] = [];
  const take = (child: SyntaxNode): void => {
    if (child.type === 'Command' && child.name) calls.push(wordsOf(child));
    forEachChild(child, take);
  };
  take(node);
  return calls;
}

function wordsOf(command: Command): Call {
  const args = command.args.map((arg) => (arg.type === 'Word' ? arg.value : arg.text));
  return command.name ? [command.name.value, ...args] : args;
}

function linesBefore(text: string, position: number): number {
  return text.slice(0, position).split('\n').length - 1;
}
