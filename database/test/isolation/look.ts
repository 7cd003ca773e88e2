import type { Cell } from './model.ts';
import { inFreshSession, rowsOfSession } from './session.ts';
import type { Sight } from './sights.ts';
import { serverName, type Actor, type Stage } from './stage.ts';
import type { Trial } from './try-thing.ts';

const ownOnly = 'own only';

/** Looks as every actor, which sees nothing foreign, then as the administrator, who does: there was something to see. */
export async function lookOnServer(stage: Stage, sight: Sight): Promise<Trial> {
  const cells: Record<string, Cell> = {};
  const problems: string[] = [];
  for (const actor of stage.actors) {
    const got = (await seesForeign(stage, sight, actor, actor)) ? 'more' : ownOnly;
    cells[actor.label] = { expected: ownOnly, got, tries: 1 };
    if (got !== ownOnly) problems.push(`${actor.label} sees what is not its own`);
    const isMore = await seesForeign(stage, sight, actor, { login: stage.server });
    if (!isMore) problems.push(`the administrator sees no more than ${actor.label} may`);
  }
  return { row: { server: serverName(stage), group: 'on the server', thing: sight.name, cells }, problems };
}

async function seesForeign(
  stage: Stage,
  sight: Sight,
  actor: Actor,
  { login }: Pick<Actor, 'login'>,
): Promise<boolean> {
  const place = await stage.placeOf(actor, stage.databases[0] ?? '');
  const rows = await inFreshSession(login, (session) => rowsOfSession(session, [sight.sql(place)]));
  const ruled = actor.home === undefined ? [] : [actor.home];
  const databases = actor.home === undefined ? stage.databases : ruled;
  return rows.some((row) => sight.isForeign(row, { user: actor.login.user, databases, ruled }));
}
