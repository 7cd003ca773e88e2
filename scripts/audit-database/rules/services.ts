import type { StatusRow } from '@nilecare/database';
import type { AccountProblem } from '../model.ts';
import type { Found, Rule } from './rule.ts';

/** Whether map and folders know the same services; those of a later phase have no folder yet. */
export const knownServices: Rule = ({ mapped, hasFolder }) => {
  if (mapped === undefined) return [{ priority: 1, code: 'not-in-map' }];
  return hasFolder || mapped.phase > 1 ? [] : [{ priority: 1, code: 'folder-missing' }];
};

/** What could not be looked at; never passed over in silence. */
export const unread: Rule = ({ unread: parts, reader }) => [
  ...parts.map(({ part, reason }): Found => ({ priority: 1, code: 'not-read', part, reason })),
  ...(reader && reader.lacks.length > 0
    ? [{ priority: 2, code: 'missing-rights', user: reader.user, privileges: reader.lacks } as const]
    : []),
];

/** What the engine finds wrong, and versions without a way back. */
export const migrations: Rule = ({ migrations: facts }) => [
  ...(facts?.problems ?? []).map((problem): Found => ({ priority: 1, code: 'migration', ...problem })),
  ...(facts?.scripts ?? [])
    .filter(({ category, hasFile, hasUndo }) => category === 'Versioned' && hasFile && !hasUndo)
    .map(({ script }): Found => ({ priority: 2, code: 'undo-missing', script })),
];

/** Accounts that are not as the map wants them. */
export const accounts: Rule = ({ accounts: rows = [] }) => rows.flatMap(accountFindings);

/** What is wrong with one account. */
export function accountFindings(row: StatusRow): readonly Found[] {
  const { user, missingGrants: missing, extraGrants: extra } = row;
  const problem = accountProblem(row);
  return [
    ...(problem === undefined ? [] : [{ priority: 1, code: 'account', user, problem } as const]),
    ...(row.account !== 'missing' && missing.length + extra.length > 0
      ? [{ priority: 1, code: 'grants', user, missing, extra } as const]
      : []),
  ];
}

function accountProblem({ account, login, databaseExists }: StatusRow): AccountProblem | undefined {
  if (databaseExists === false) return 'database-missing';
  if (account !== 'exists') return account;
  return login === 'refused' || login === 'expired' ? login : undefined;
}
