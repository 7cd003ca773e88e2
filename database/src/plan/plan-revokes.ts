import type { Account } from '../model.ts';
import { grantOption, type Grant } from './grant.ts';
import type { Step } from './plan.ts';

/**
 * The steps that take grants from an account, one object each. On the whole server GRANT OPTION goes by itself, because
 * MySQL takes only the option when it stands beside a dynamic privilege.
 */
export function planRevokes(account: Account, grants: readonly Grant[]): readonly Step[] {
  return grants.flatMap(splitOption).map((grant): Step => ({ kind: 'revoke', account, grant }));
}

function splitOption(grant: Grant): readonly Grant[] {
  const { privileges, on } = grant;
  if (on.level !== 'server' || !privileges.includes(grantOption)) return [grant];
  const rest = privileges.filter((privilege) => privilege !== grantOption);
  return [...(rest.length > 0 ? [{ privileges: rest, on }] : []), { privileges: [grantOption], on }];
}
