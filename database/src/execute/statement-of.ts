import type { ServerKind } from '../model.ts';
import type { Step } from '../plan/plan.ts';
import * as sql from '../sql/statements.ts';

/** What a step's statement depends on besides the step. */
export interface StatementContext {
  readonly kind: ServerKind;
  /** The hash of a user's password for this kind of server. */
  readonly hashOf: (user: string) => string;
}

/** The one statement of a step. */
export function statementOf(step: Step, { kind, hashOf }: StatementContext): string {
  switch (step.kind) {
    case 'create-database':
      return sql.createDatabase(step.database);
    case 'create-user':
      return sql.createUser(kind, step.account, hashOf(step.account.user));
    case 'set-password':
      return sql.setPassword(kind, step.account, hashOf(step.account.user));
    case 'grant':
      return sql.grant(step.grant, step.account);
    case 'revoke':
      return sql.revoke(step.grant, step.account);
    case 'drop-database':
      return sql.dropDatabase(step.database);
    case 'drop-user':
      return sql.dropUser(step.account);
  }
}

/** The statements of a plan to be read by people: every hash is written as `***`. */
export function shownStatements(kind: ServerKind, steps: readonly Step[]): readonly string[] {
  return steps.map((step) => statementOf(step, { kind, hashOf: () => '***' }));
}
