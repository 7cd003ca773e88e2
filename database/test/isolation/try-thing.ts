import { errnoFor, type Group, type Place, type Row, type Thing } from './model.ts';
import { attempt, inFreshSession, rowsOfSession, type Login } from './session.ts';
import { serverName, type Actor, type Stage } from './stage.ts';

/** Rows of the matrix from what was tried, and what was not as it must be, one sentence each. */
export interface Trial {
  readonly row: Row;
  readonly problems: readonly string[];
}

/**
 * Tries a thing as every actor in every database that is not its own, then as the administrator once in each database.
 * A refusal changes nothing, so that all tries find the same; what succeeds is cleaned up.
 */
export async function tryInOtherDatabases(stage: Stage, group: Group, thing: Thing): Promise<Trial> {
  const record = recorder(stage, group, thing);
  for (const there of stage.databases) {
    const strangers = stage.actors.filter(({ home }) => home !== there);
    for (const actor of strangers) record.actor(actor, await tryAs(stage, group, thing, actor, there));
    const [first] = strangers;
    if (first) record.administrator(await tryAsAdministrator(stage, thing, first, there));
  }
  return record.trial();
}

/** Tries a thing as every service in its own database, where it succeeds, and as its run-time account. */
export async function tryInOwnDatabase(stage: Stage, thing: Thing): Promise<Trial> {
  const group = 'in its own database';
  const record = recorder(stage, group, thing);
  for (const actor of stage.actors) {
    if (actor.home === undefined) continue;
    record.actor(actor, await tryAs(stage, group, thing, actor, actor.home));
  }
  return record.trial();
}

/** Tries a thing as every actor, then as the administrator: the same text. */
export async function tryOnServer(stage: Stage, thing: Thing): Promise<Trial> {
  const group = 'on the server';
  const record = recorder(stage, group, thing);
  const places = stage.actors.map((actor, index) => ({ actor, there: otherDatabase(stage, index) }));
  for (const { actor, there } of places) record.actor(actor, await tryAs(stage, group, thing, actor, there));
  for (const { actor, there } of thing.ends ? places.slice(0, 1) : places)
    record.administrator(await tryAsAdministrator(stage, thing, actor, there));
  return record.trial();
}

/** Whether the administrator does on this server what the thing says. */
export function isProved(stage: Stage, thing: Thing): boolean {
  return stage.isOwn || thing.ownServer === undefined;
}

function otherDatabase({ databases }: Stage, index: number): string {
  return databases[(index + 1) % databases.length] ?? '';
}

/** @returns the number of the error, or of that and where it came from if that was not the statement which counts */
async function tryAs(stage: Stage, group: Group, thing: Thing, actor: Actor, there: string): Promise<string> {
  const place = await stage.placeOf(actor, there);
  await rowsOfSession(stage.administrator, thing.prepare?.(place) ?? []);
  const statements = thing.sql(place);
  // What succeeds may leave the session changed: a database in use, locks, an open handler.
  const { errno, failedAt } =
    expectedOf(group, thing, actor, place) === 0
      ? await inFreshSession(actor.login, (session) => attempt(session, statements))
      : await attempt(actor.session, statements);
  if (errno === 0 || thing.prepare || statements.length > 1) await cleanUp(stage, thing, place);
  const isEarly = failedAt !== undefined && failedAt < statements.length - 1 && actor.role === 'service';
  return isEarly ? `${errno} at statement ${failedAt + 1}` : word(errno);
}

/** @returns a sentence when the administrator fails */
async function tryAsAdministrator(
  stage: Stage,
  thing: Thing,
  actor: Actor,
  there: string,
): Promise<string | undefined> {
  if (!isProved(stage, thing)) return undefined;
  const place = await stage.placeOf(actor, there);
  await rowsOfSession(stage.administrator, thing.prepare?.(place) ?? []);
  const { errno, message } = await inFreshSession(administratorOf(stage), (session) =>
    attempt(session, thing.sql(place)),
  );
  await cleanUp(stage, thing, place);
  const expected = errnoFor(thing.administrator ?? 0, stage.server.kind);
  return errno === expected
    ? undefined
    : `the administrator got ${errno} ${message} for ${thing.sql(place).join('; ')}`;
}

function administratorOf({ server }: Stage): Login {
  return server;
}

async function cleanUp(stage: Stage, thing: Thing, place: Place): Promise<void> {
  await rowsOfSession(stage.administrator, thing.clean?.(place) ?? []);
}

function expectedOf(
  group: Group,
  { service, reader = service, runtime }: Thing,
  { role }: Actor,
  { kind }: Pick<Place, 'kind'>,
): number {
  const isHome = group === 'in its own database';
  switch (role) {
    case 'service':
      return isHome ? 0 : errnoFor(service, kind);
    case 'reader':
      return errnoFor(reader, kind);
    case 'runtime':
      if (isHome) return errnoFor(runtime ?? service, kind);
      return errnoFor(group === 'in another database' ? service : (runtime ?? reader), kind);
  }
}

function word(errno: number): string {
  return errno === 0 ? 'may' : String(errno);
}

function recorder(stage: Stage, group: Group, thing: Thing) {
  const cells = new Map<string, { readonly expected: string; readonly got: Set<string>; tries: number }>();
  const problems = new Set<string>();
  return {
    actor(actor: Actor, got: string): void {
      const expected = word(expectedOf(group, thing, actor, stage.server));
      const cell = cells.get(actor.label) ?? { expected, got: new Set<string>(), tries: 0 };
      cells.set(actor.label, cell);
      cell.got.add(got);
      cell.tries += 1;
      if (got !== expected) problems.add(`${actor.label} got ${got}, expected ${expected}`);
    },
    administrator(problem: string | undefined): void {
      if (problem !== undefined) problems.add(problem);
    },
    trial: (): Trial => ({
      row: {
        server: serverName(stage),
        group,
        thing: thing.name,
        cells: Object.fromEntries(
          stage.actors.flatMap(({ label }) => {
            const cell = cells.get(label);
            return cell === undefined ? [] : [[label, { ...cell, got: [...cell.got].join(', ') }]];
          }),
        ),
      },
      problems: [...problems],
    }),
  };
}
