import { QueryError, type ServerFault } from '../errors.ts';
import type { Statement } from '../model.ts';
import type { Form } from '../probe/change.ts';
import { withContext } from '../probe/ask/context.ts';
import { look } from '../probe/ask/look.ts';
import { isPresent, type Sight } from '../probe/ask/sight.ts';
import { readChange } from '../probe/read/read-change.ts';
import type { Session } from '../session.ts';

/**
 * What a failed statement about several objects has done all the same. MariaDB drops and creates them one by one and
 * keeps what it did before the one that failed; MySQL does all or nothing (8.4 manual 15.1.1).
 *
 * @returns names as in `shop.orders` or `app@%`; empty when nothing was done, or when that cannot be seen
 * @throws ConnectionError when the connection is lost
 */
export async function partialEffect(
  session: Session,
  statement: Statement,
  fault: ServerFault,
): Promise<readonly string[]> {
  const { kind, text } = statement;
  if (session.server.kind !== 'mariadb' || kind !== 'ddl' || !text.includes(',')) return [];
  try {
    return await seeEffect(session, text, fault);
  } catch (error) {
    // The failure that is being looked into must not be hidden by another.
    if (error instanceof QueryError) return [];
    throw error;
  }
}

async function seeEffect(session: Session, text: string, fault: ServerFault): Promise<readonly string[]> {
  const [found] = await session.query<{ current: string | null; mode: string }>(
    'look at what failed',
    'SELECT DATABASE() AS current, @@SESSION.sql_mode AS mode',
  );
  const { form } = readChange(text, {
    server: session.server,
    schema: found?.current ?? undefined,
    sqlMode: found?.mode ?? '',
  });
  const isDone = doneBy(form);
  if (!isDone) return [];
  const blamed = namesIn(fault.message);
  const sights = await withContext(session, (context) => look(context, form));
  return sights
    .filter((sight) => isDone(sight) && !blamed.has(sight.name.toLowerCase()))
    .map(({ name }) => name);
}

/** How an object looks with which the statement is done; undefined for statements about one, or of another kind. */
function doneBy(form: Form): ((sight: Sight) => boolean) | undefined {
  switch (form.kind) {
    case 'drop':
      return form.names.length > 1 ? (sight) => !isPresent(sight) : undefined;
    case 'drop accounts':
      return form.accounts.length > 1 ? (sight) => !isPresent(sight) : undefined;
    case 'create accounts':
      return form.accounts.length > 1 && form.existing === 'refuse' ? isPresent : undefined;
    default:
      return undefined;
  }
}

/** The objects that the server blames, which it did not find or found there: `'shop.a,shop.b'`, `'app'@'%'`. */
function namesIn(message: string): ReadonlySet<string> {
  const accounts = [...message.matchAll(/'([^']*)'@'([^']*)'/g)].map(
    ([, user, host]) => `${user ?? ''}@${host ?? ''}`,
  );
  const objects = [...message.matchAll(/'([^']+)'/g)].flatMap(([, list = '']) => list.split(','));
  return new Set([...accounts, ...objects].map((name) => name.toLowerCase()));
}
