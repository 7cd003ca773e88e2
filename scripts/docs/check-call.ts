import { checkFlags } from './check-flags.ts';
import type { Knowledge } from './knowledge.ts';
import { shellCommands, type Call } from './shell-commands.ts';

/** Programs of the machine that documents may call, and words of the shell. */
const outsidePrograms = new Set(
  `cat cd cp curl diff docker echo env export git grep head kill ls mariadb mariadb-dump mkdir mv mysql mysqldump
   node printf rm sed set sh sleep systemctl tail test time true unset vault jq pm2 my-report`.split(/\s+/),
);

/** What stands for `<…>` in a sentence: any word. */
export const placeholder = 'PLACEHOLDER';

/** npm's own commands, which need no script. */
const npmCommands = new Set(['ci', 'install', 'exec', 'ls', 'outdated', 'view', 'pack', 'version']);

/**
 * What is wrong with a call; undefined when nothing is.
 *
 * @param folder where it is called, relative to the root of the repository; `anywhere` when that is not known
 */
export function checkCall(call: Call, folder: string, knowledge: Knowledge): string | undefined {
  const [program = '', ...words] = call;
  switch (program) {
    case 'npm':
      return checkNpm(words, folder, knowledge);
    case 'npx':
      return checkCall(words.slice(words.findIndex((word) => !word.startsWith('-'))), folder, knowledge);
    case 'turbo':
      return words[0] === 'run' ? checkTurbo(words.slice(1), knowledge) : undefined;
    case 'node':
    case 'tsx':
      return checkScriptFile(words, knowledge);
  }
  if (/^(?:\.\/|\.\\)?scripts[/\\]setup-phase1\.(?:sh|ps1)$/.test(program))
    return checkFlags(['scripts/setup.ts'], words, knowledge);
  if (outsidePrograms.has(program) || program === placeholder) return undefined;
  if (!knowledge.hasProgram(program)) return `there is no program ${program}`;
  return checkFlags([program], words, knowledge);
}

function checkNpm(words: Call, folder: string, knowledge: Knowledge): string | undefined {
  const end = words.indexOf('--');
  const own = end === -1 ? words : words.slice(0, end);
  const handedOn = end === -1 ? [] : words.slice(end + 1);
  const [command = '', ...rest] = own;
  if (npmCommands.has(command)) return undefined;
  const names = rest.filter(
    (word, index) => !word.startsWith('-') && !/^(?:-w|--workspace)$/.test(rest[index - 1] ?? ''),
  );
  const script = command === 'run' ? names[0] : command;
  if (script === undefined) return 'npm run needs a script';
  const workspaces = workspacesOf(rest, folder, knowledge);
  if (typeof workspaces === 'string') return workspaces;
  const [text] = workspaces.flatMap((name) => knowledge.scripts.get(name)?.[script] ?? []);
  if (text !== undefined)
    return handedOn.length > 0 ? checkScriptText(text, handedOn, folder, knowledge) : undefined;
  if (script.includes(placeholder)) return undefined;
  return `${workspaces.map((name) => name || 'the root').join(', ')} has no npm script ${script}`;
}

function workspacesOf(words: Call, folder: string, knowledge: Knowledge): readonly string[] | string {
  const at = words.findIndex((word) => /^(?:-w|--workspace)(?:=|$)/.test(word));
  const named = at === -1 ? undefined : (words[at]?.split('=')[1] ?? words[at + 1] ?? '');
  if (named !== undefined) {
    if (named === placeholder || named.startsWith('$')) return [...knowledge.scripts.keys()];
    return knowledge.scripts.has(named) ? [named] : `there is no workspace ${named}`;
  }
  if (folder === 'anywhere') return [...knowledge.scripts.keys()];
  return [knowledge.workspaceOf(folder) ?? ''];
}

/** The words behind `--` go to the program that the script calls last. */
function checkScriptText(
  text: string,
  words: Call,
  folder: string,
  knowledge: Knowledge,
): string | undefined {
  const call = shellCommands(text, 1).at(-1)?.calls.at(-1) ?? [];
  return checkCall([...call, ...words], folder, knowledge);
}

/** Of `turbo run TASK … -- WORDS`, the script is that of the first workspace which has one. */
function checkTurbo(words: Call, knowledge: Knowledge): string | undefined {
  const end = words.indexOf('--');
  const [task = ''] = words.filter((word) => !word.startsWith('-'));
  const texts = [...knowledge.scripts].flatMap(([name, scripts]) => (name ? (scripts[task] ?? []) : []));
  const [text] = texts;
  if (text === undefined) return `no workspace has the npm script ${task}`;
  return end === -1 ? undefined : checkScriptText(text, words.slice(end + 1), '', knowledge);
}

function checkScriptFile(words: Call, knowledge: Knowledge): string | undefined {
  const at = words.findIndex((word) => !word.startsWith('-'));
  const file = words[at] ?? '';
  if (!/^(?:\.\/)?(?:scripts|shared)\//.test(file)) return undefined;
  return checkFlags([file], words.slice(at + 1), knowledge);
}
