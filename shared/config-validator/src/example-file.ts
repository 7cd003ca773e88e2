import { variablesOf, type ServiceEnvironment } from './service-environment.ts';
import type { Variable } from './variable.ts';

/** Longest line of a comment. */
const width = 110;

/**
 * The text of `.env.example`: every variable of a service with what it is for, whether it is required, its default
 * and what to know for safety's sake. A variable without an example is commented out, `#NAME=default`.
 */
export function exampleFile(definition: ServiceEnvironment): string {
  const { service } = definition.identity;
  const variables = Object.entries(variablesOf(definition));
  const sections = [...new Set(variables.map(([, { section }]) => section))];
  const secrets = variables.filter(([, { secret }]) => secret === true).map(([name]) => name);
  return [
    header(service, secrets),
    ...sections.map((section) =>
      [
        `# --- ${section} ---`,
        ...variables.filter(([, variable]) => variable.section === section).flatMap(blocksOf),
      ].join('\n\n'),
    ),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

function header(service: string, secrets: readonly string[]): string {
  return [
    comment(`Settings of ${service}, written from its specs by \`npm run env:write\`.`),
    comment(
      '`npm run setup` copies this file to .env (readable by you alone) and fills in DB_*. One NAME=value a line, ' +
        'nothing behind the value. A line #NAME= is optional: take the # away to set it. Variables of the process ' +
        'environment win over .env; docs/environment.md tells of the other files.',
    ),
    comment(
      `Secret, never to be committed or logged: ${secrets.join(', ')}. Each may be read from a file instead: ` +
        'set NAME_FILE to its path.',
    ),
  ].join('\n');
}

function blocksOf([name, variable]: readonly [string, Variable]): string[] {
  const { about, security, secret, example } = variable;
  const lines = [comment([...(secret === true ? ['SECRET.'] : []), about, needsOf(variable)].join(' '))];
  if (security !== undefined) lines.push(comment(`Security: ${security}`));
  lines.push(example === undefined ? `#${name}=${inEffect(variable)}` : `${name}=${example}`);
  const block = lines.join('\n');
  if (secret !== true) return [block];
  return [block, [comment(`File to read ${name} from.`), `#${name}_FILE=`].join('\n')];
}

/** Whether a variable must be set, and what holds when it is not. */
export function needsOf({ needs, defaultText, presence }: Variable): string {
  if (needs !== undefined) return needs;
  if (defaultText !== undefined) return `Default: ${defaultText}.`;
  return presence === 'required' ? 'Required.' : 'Optional.';
}

/** The default as it would be written; one in words is not. */
function inEffect({ defaultText = '', presence }: Variable): string {
  return presence === 'default' ? defaultText : '';
}

/** A text as comment lines, broken between words. */
function comment(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > width) lines.push(`# ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join('\n');
}
