import { resolve } from 'node:path';
import { isSet, type Given, type GivenVariables } from './environment.ts';
import { error, warning, type Finding } from './finding.ts';
import { isOpenToAll } from './secret-file-access.ts';
import { readSecretText, SecretFileError } from './secret-file.ts';
import type { Variables } from './variable.ts';

/** Variables after a step that derives some from others, and what was wrong with them. */
export interface Resolved {
  readonly given: GivenVariables;
  readonly findings: readonly Finding[];
}

/** Environments where what would be a warning on a developer's machine is an error. */
export function isStrict(given: GivenVariables): boolean {
  return ['staging', 'production'].includes(given.get('NODE_ENV')?.text ?? '');
}

/** Gives every secret whose NAME_FILE is set the text of that file; relative paths start at the working directory. */
export function resolveSecretFiles(given: GivenVariables, variables: Variables): Resolved {
  const findings: Finding[] = [];
  const resolved = new Map(given);
  for (const [name, { secret }] of Object.entries(variables)) {
    const fileVariable = `${name}_FILE`;
    if (secret !== true || !isSet(given, fileVariable)) continue;
    if (isSet(given, name)) {
      findings.push(error(name, `and ${fileVariable} are both set; keep one.`));
      continue;
    }
    const outcome = readGiven(given.get(fileVariable)?.text ?? '', fileVariable, isStrict(given));
    findings.push(...outcome.findings);
    if (outcome.value !== undefined) resolved.set(name, outcome.value);
  }
  return { given: resolved, findings };
}

function readGiven(
  path: string,
  variable: string,
  strict: boolean,
): { readonly value?: Given; readonly findings: readonly Finding[] } {
  const file = resolve(path);
  try {
    const text = readSecretText(file);
    const complain = strict ? error : warning;
    const open =
      'names a file that every user of this machine can read or change; take the rights away: chmod 600.';
    return {
      value: { text, origin: `file ${file}`, file, alias: { variable, subject: `${variable}: its text` } },
      findings: isOpenToAll(file) ? [complain(variable, open)] : [],
    };
  } catch (refusal) {
    if (!(refusal instanceof SecretFileError)) throw refusal;
    return { findings: [error(variable, refusal.message)] };
  }
}
