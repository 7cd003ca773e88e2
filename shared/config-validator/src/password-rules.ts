import { accountPrefixes, credentialsOf } from './accounts.ts';
import { error, warning, type Finding } from './finding.ts';
import { minimumPasswordLength, passwordWeaknesses } from './password-strength.ts';
import { isStrictEnvironment, type RuleContext } from './rules.ts';
import type { Secret } from './secret.ts';

/** Words that people leave in a password until they have a real one. */
const placeholders = ['changeme', 'changeit', 'replaceme', 'password', 'secret', 'example', 'todo', 'xxx'];

/**
 * What is wrong with the passwords that are at hand. In staging and production a weak one is refused; in
 * development and test one is warned of by its length and the commonest words alone, because estimating its
 * strength would slow down every start.
 */
export function passwordFindings(context: RuleContext): readonly Finding[] {
  const { values, identity } = context;
  const passwords = passwordsAtHand(context);
  const strict = isStrictEnvironment(values);
  const users = accountPrefixes.map((prefix) => values[`${prefix}_USER`]);
  const names = [identity.service, identity.database, identity.user, values.DB_NAME, ...users];
  const given = names.filter((name) => name !== undefined);
  return [
    ...passwords.flatMap(([variable, password]) =>
      strict ? weak(variable, password, given, String(values.NODE_ENV)) : careless(variable, password),
    ),
    ...sharedPassword(passwords, strict),
  ];
}

function passwordsAtHand({ values, given }: RuleContext): (readonly [string, Secret])[] {
  return accountPrefixes.flatMap((prefix) => {
    const credentials = credentialsOf(values, given, prefix);
    if (credentials?.kind !== 'fixed' && credentials?.kind !== 'file') return [];
    return [[`${prefix}_PASSWORD`, credentials.password] as const];
  });
}

function weak(variable: string, password: Secret, names: readonly string[], where: string): Finding[] {
  return passwordWeaknesses(password.reveal(), names).map((why) =>
    error(variable, `${why}, which is refused in ${where}.`),
  );
}

function careless(variable: string, password: Secret): Finding[] {
  const text = password.reveal().toLowerCase();
  if (placeholders.includes(text)) return [warning(variable, 'is a placeholder.')];
  if (text.length >= minimumPasswordLength) return [];
  return [
    warning(
      variable,
      `is shorter than ${minimumPasswordLength} characters, which is refused in staging and production.`,
    ),
  ];
}

function sharedPassword(passwords: readonly (readonly [string, Secret])[], strict: boolean): Finding[] {
  return passwords.flatMap(([variable, password], index) => {
    const same = passwords.slice(0, index).find(([, other]) => other.reveal() === password.reveal());
    if (same === undefined) return [];
    return [(strict ? error : warning)(variable, `is the same as ${same[0]}; give each account its own.`)];
  });
}
