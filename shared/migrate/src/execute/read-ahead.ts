import type { Script } from '../model.ts';
import type { Server } from '../session.ts';
import { undisturbed } from '../source/reads-previous.ts';
import { sessionUses } from '../source/session-use.ts';
import { statementDigests, statementHash } from '../source/statement-digests.ts';
import { wantsDigestOf } from './digest-before.ts';
import { leavesAnything } from './leave-open.ts';

/**
 * Finds out what will be asked about the texts of a script, so that it is known when the script begins. To be called where
 * there is nothing to do but to wait for the server. A large script, whose file would be read, is left alone.
 *
 * @param schema that it will run in
 */
export function readAhead({ statements }: Pick<Script, 'statements'>, server: Server, schema: string): void {
  const first = statements.at(0);
  if (!first || !Array.isArray(statements)) return;
  sessionUses(statements, server);
  undisturbed(statements, server);
  statementDigests(statements);
  leavesAnything(statements);
  wantsDigestOf(first, server, schema);
  statementHash(first);
}
