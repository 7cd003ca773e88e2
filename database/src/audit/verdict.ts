import type {
  About,
  AuditedAccount,
  Gathered,
  HeldGrant,
  Issue,
  Snapshot,
  StoredProgram,
  Verdict,
} from './model.ts';

/** The verdict on a list of issues. */
export function verdictOf(issues: readonly Issue[]): Verdict {
  return issues.length === 0 ? { outcome: 'passed' } : { outcome: 'found', issues };
}

/** Issues of what was gathered, one by one; not checked when it could not be. */
export function among<T extends AuditedAccount | HeldGrant | StoredProgram>(
  gathered: Gathered<readonly T[]>,
  issueOf: (item: T) => Issue | undefined,
): Verdict {
  if (gathered.kind === 'unknown') return { outcome: 'not-checked', reason: gathered.reason };
  return verdictOf(
    gathered.value.flatMap((item) => {
      const issue = issueOf(item);
      return issue === undefined ? [] : [{ ...issue, about: aboutOf(item) }];
    }),
  );
}

function aboutOf(item: AuditedAccount | HeldGrant | StoredProgram): About {
  if ('grant' in item) return { user: item.account.user };
  return 'definer' in item ? { database: item.database } : { user: item.user };
}

/** Judges one variable; not checked when this server has none of its name. */
export function ofVariable(
  snapshot: Snapshot,
  name: string,
  issueOf: (value: string) => Omit<Issue, 'subject'> | undefined,
): Verdict {
  const value = snapshot.variables.get(name);
  if (value === undefined) return { outcome: 'not-checked', reason: `this server has no variable ${name}` };
  const issue = issueOf(value);
  return verdictOf(issue === undefined ? [] : [{ subject: name, ...issue }]);
}

/** Whether a variable is on; servers print ON, YES or 1. */
export function isOn(value: string | undefined): boolean {
  return ['ON', 'YES', '1'].includes((value ?? '').toUpperCase());
}

/** How to set a variable that can be changed while the server runs. */
export function setting({ kind }: Pick<Snapshot, 'kind'>, name: string, value: string): string {
  return kind === 'mysql'
    ? `SET PERSIST ${name} = ${value}`
    : `SET GLOBAL ${name} = ${value}, and ${name}=${value} below [mariadbd] in the option file`;
}

/** How to set a variable that only a start takes. */
export function optionFile({ kind }: Pick<Snapshot, 'kind'>, line: string): string {
  return `${line} below [${kind === 'mysql' ? 'mysqld' : 'mariadbd'}] in the option file, then restart the server`;
}
