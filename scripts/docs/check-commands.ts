import path from 'node:path';
import { checkCall, placeholder } from './check-call.ts';
import type { Block, Document, Finding } from './document.ts';
import type { Knowledge } from './knowledge.ts';
import { shellCommands, type ShellCommand } from './shell-commands.ts';

/** Commands of documents that call what is not there: a program, an npm script, a flag. Runs none of them. */
export function checkCommands(documents: readonly Document[], knowledge: Knowledge): readonly Finding[] {
  return documents.flatMap((document) => [
    ...document.parts.flatMap((part) => (part.kind === 'block' ? checkBlock(document, part, knowledge) : [])),
    ...document.mentions.flatMap(({ text, line }) =>
      findings(document, commandsOf(text.replaceAll(/<[^>]*>|…/g, placeholder), line), (call) =>
        checkCall(call, anywhere, knowledge),
      ),
    ),
  ]);
}

/** A command in a sentence does not tell its folder. */
const anywhere = 'anywhere';

function checkBlock(document: Document, block: Block, knowledge: Knowledge): readonly Finding[] {
  let folder = '';
  return findings(document, commandsOf(block.text, block.line), (call) => {
    const [program, target = ''] = call;
    if (program === 'cd') folder = path.posix.join(folder, target).replace(/^\.$|\/$/, '');
    return checkCall(call, folder, knowledge);
  });
}

function commandsOf(text: string, line: number): readonly ShellCommand[] | Finding {
  try {
    return shellCommands(text, line);
  } catch (error) {
    return { file: '', line, message: `no shell script: ${error instanceof Error ? error.message : ''}` };
  }
}

function findings(
  { file }: Document,
  commands: readonly ShellCommand[] | Finding,
  check: (call: readonly string[]) => string | undefined,
): readonly Finding[] {
  if ('message' in commands) return [{ ...commands, file }];
  return commands.flatMap(({ line, calls }) =>
    calls.flatMap((call) => {
      const message = check(call);
      return message === undefined ? [] : [{ file, line, message: `${call.join(' ')}: ${message}` }];
    }),
  );
}
