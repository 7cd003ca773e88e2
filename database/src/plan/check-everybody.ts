import { grantedDatabase } from '../sql/quote.ts';
import { grantText } from './grant.ts';
import { databasePatternCovers } from './pattern-covers.ts';
import type { Finding } from './plan.ts';
import type { ServerState } from './state.ts';

/**
 * Grants to PUBLIC that reach databases of the map: no account shows them among its own, yet every one has them. They
 * are reported only, because other programs on the server may live by them.
 */
export function checkEverybody(databases: readonly string[], state: ServerState): readonly Finding[] {
  const { patterns } = state;
  return state.everybody
    .filter(({ on }) => {
      if (on.level === 'database')
        return databases.some((it) =>
          databasePatternCovers(on.pattern, grantedDatabase(it, patterns), patterns),
        );
      return 'database' in on ? databases.includes(on.database) : true;
    })
    .map((grant): Finding => ({ severity: 'warning', code: 'public-grant', grant: grantText(grant) }));
}
