/**
 * The state probe: what became of a DDL statement of which no answer came back.
 *
 * It is meant for the journal, which writes before it sends: "statement 7 was sent", and no word of its end, since
 * the process was killed, the connection lost or the server restarted. What then happened, nobody knows (a single
 * server finishes or takes back, a cluster may have done either), and the schema is asked:
 *
 * 1. {@link waitWhileRunning}: a server goes on with an ALTER whose client is dead; nothing is probed before it ended.
 * 2. {@link readChange}: what the statement would bring about, from its text.
 * 3. {@link probe}: whether that is so. `in effect`: go on behind it. `not in effect`: send it again. `partly`: only
 *    what is left. `cannot tell`: if {@link isRepeatable}, send it again; otherwise stop and let the user decide.
 *
 * A wrong certain answer loses a change or makes it twice, so `cannot tell` is the answer to everything that is not
 * seen for certain: also to a form that is not known, and to a table of the right name with another definition.
 *
 * A {@link takeDigest digest} from before the statement makes more statements certain; {@link needsDigest} says which.
 * It costs a query or two and is not worth it for the others.
 */
import type { AccountForm } from './account-form.ts';
import type { Answer, Finding } from './answer.ts';
import { doubt, notInEffect } from './answer.ts';
import {
  probeAlterAccounts,
  probeCreateAccounts,
  probeDropAccounts,
  probeRenameAccounts,
} from './ask/account.ts';
import { probeAlterTable } from './ask/alter-table.ts';
import { withContext, type Context, type ProbeSession } from './ask/context.ts';
import { probeCreateTable } from './ask/create-table.ts';
import { probeDatabase } from './ask/database.ts';
import { probeGrant, probeRoleGrant } from './ask/grant.ts';
import { look } from './ask/look.ts';
import { momentOf, type Moment } from './ask/moment.ts';
import { probeDrop, probeRename } from './ask/names.ts';
import { probeAlterProgram, probeCreateProgram } from './ask/program.ts';
import { digestOf, factOf, isPresent, type Sight } from './ask/sight.ts';
import { probeView } from './ask/view.ts';
import { showsItself } from './properties.ts';
import type { Change } from './change.ts';

/**
 * Asks the server whether what a statement demands is so. The session MUST be one without an open transaction and
 * without LOCK TABLES, of the account that sent the statement: what an account may not see is not there for it.
 * Needs CREATE TEMPORARY TABLES to compare tables; without it more answers are `cannot tell`.
 *
 * @param before what {@link takeDigest} gave before the statement was sent, if it was asked
 * @throws QueryError | ConnectionError
 */
export async function probe(change: Change, session: ProbeSession, before?: string): Promise<Answer> {
  return withContext(session, async (context) => {
    const sights = await look(context, change.form);
    const finding = await decide(context, change, sights, before);
    return { ...finding, facts: sights.map(factOf) };
  });
}

/**
 * SHA-256 of all objects that a statement touches, to be kept until its answer came. To be taken on a connection of the
 * engine's own: on the script's it would change ROW_COUNT() and the like. One that was taken in another current schema or
 * time zone than the probe's is of no use.
 *
 * @throws QueryError | ConnectionError
 */
export async function takeDigest(change: Change, session: ProbeSession): Promise<string> {
  return withContext(session, async (context) =>
    digestOf(await look(context, change.form), context.surroundings),
  );
}

async function decide(
  context: Context,
  change: Change,
  sights: readonly Sight[],
  before: string | undefined,
): Promise<Finding> {
  if (sights.some(({ isReadable }) => !isReadable)) return doubt('privilege');
  const moment = momentOf(before, sights, context.surroundings);
  if (moment === 'unchanged' && showsItself(change)) return notInEffect;
  return ask(context, change, sights, moment);
}

async function ask(
  context: Context,
  change: Change,
  sights: readonly Sight[],
  moment: Moment,
): Promise<Finding> {
  const { form } = change;
  switch (form.kind) {
    case 'create table':
      return probeCreateTable(context, change, form, sights, moment);
    case 'alter table':
      return probeAlterTable(context, change, form, sights, moment);
    case 'drop':
      return probeDrop(context, form.object, sights);
    case 'rename tables':
      return probeRename(form, sights);
    case 'create view':
      return probeView(context, change, form, sights, moment);
    case 'create program':
      return probeCreateProgram(context, change, form, sights);
    case 'drop program':
      return sights.some(isPresent) ? notInEffect : { verdict: 'in effect' };
    case 'alter program':
      return probeAlterProgram(context, form, sights, moment);
    case 'create database':
    case 'alter database':
    case 'drop database':
      return probeDatabase(form, sights, moment);
    case 'unknown':
      return doubt('form');
    default:
      return askOfAccounts(context, form, sights, moment);
  }
}

function askOfAccounts(
  context: Context,
  form: AccountForm,
  sights: readonly Sight[],
  moment: Moment,
): Finding {
  switch (form.kind) {
    case 'create accounts':
      return probeCreateAccounts(context, form, sights, moment);
    case 'drop accounts':
      return probeDropAccounts(context, sights);
    case 'alter accounts':
      return probeAlterAccounts(form, sights);
    case 'rename accounts':
      return probeRenameAccounts(form, sights);
    case 'grant':
    case 'revoke':
      return probeGrant(context, form, sights);
    case 'grant roles':
    case 'revoke roles':
      return probeRoleGrant(context, form, sights);
  }
}
