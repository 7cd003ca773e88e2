import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startThrowawayServer, type TestServer } from '@nilecare/dev-database/testing';
import type { Connection } from 'mysql2/promise';
import { provision } from '../../src/commands/provision.ts';
import { runtimeUser } from '../../src/map/accounts.ts';
import { loadServiceMap } from '../../src/map/load-service-map.ts';
import type { ServiceMap } from '../../src/model.ts';
import { memorySecretStore } from '../../src/passwords/secret-store.ts';
import { dropAll, randomMap } from '../random-map.ts';
import { auditTable, fixture } from './fixture.ts';
import type { Place } from './model.ts';
import { openSession, rowsOfSession, type Login } from './session.ts';

/** A user of the map with a session of its own. */
export interface Actor {
  /** For the matrix: the user without `_service`, as in `auth` and `auth_runtime`. */
  readonly label: string;
  readonly role: 'service' | 'reader' | 'runtime';
  readonly login: Login;
  readonly session: Connection;
  /** The service's database; the reader has none and is given each that it tries. */
  readonly home?: string;
}

/** A server with the map's databases and users on it. */
export interface Stage {
  readonly server: TestServer;
  /** Whether the server is the test's own, so that anything may be done to it. */
  readonly isOwn: boolean;
  readonly administrator: Connection;
  readonly databases: readonly string[];
  readonly actors: readonly Actor[];
  placeOf(actor: Actor, there: string): Promise<Place>;
  close(): Promise<void>;
}

/**
 * The map of the repository on a throw-away server; on one that NILECARE_TEST_URL names, a map like it with random
 * names instead.
 */
export async function openStage(given: TestServer, isOwn: boolean): Promise<Stage> {
  const folder = realpathSync(await mkdtemp(path.join(tmpdir(), 'nilecare-isolation-')));
  await writeFile(path.join(folder, 'rows'), '8\t8\n', { mode: 0o644 });
  const own = isOwn ? await startThrowawayServer({ kind: given.kind, flags: flagsFor(folder) }) : undefined;
  const server = own?.server ?? given;
  const map = withAuditTable(
    isOwn ? loadServiceMap() : randomMap(...loadServiceMap().services.map(({ user }) => nameOf(user))),
  );
  const secrets = memorySecretStore();
  await provision({ connection: server, map, secrets });
  const loginOf = (user: string): Login => ({
    ...server,
    user,
    password: secrets.known(user)?.password ?? '',
  });
  const administrator = await openSession(server);
  const mate = `${map.readonlyUser.slice(0, 9)}_mate`;
  await rowsOfSession(administrator, [`CREATE USER ${mate}@localhost`]);
  const databases = map.services.map(({ database }) => database);
  for (const { database, user } of map.services) await rowsOfSession(administrator, fixture(database, user));
  // Run-time accounts have rights on the tables of the moment.
  await provision({ connection: server, map, secrets, runtimeAccounts: 'wanted' });
  const actors = await openActors(map, loginOf);
  const victims = victimsOf(server);
  return {
    server,
    isOwn,
    administrator,
    databases,
    actors,
    placeOf: async (actor, there) => {
      const home = actor.home ?? there;
      const neighbour = home.replace('_', 'X');
      const owner = map.services.find(({ database }) => database === there)?.user ?? '';
      const { kind } = server;
      const { user } = actor.login;
      const victim = await victims.one();
      return {
        ...{ kind, user, home, there, owner, neighbour, mate, folder },
        get victim() {
          return victim();
        },
      };
    },
    close: async () => {
      for (const { session } of actors) session.destroy();
      victims.close();
      if (own === undefined) {
        await rowsOfSession(administrator, [`DROP USER IF EXISTS ${mate}@localhost`]);
        await dropAll(server, map);
      }
      administrator.destroy();
      await own?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function withAuditTable(map: ServiceMap): ServiceMap {
  return { ...map, services: map.services.map((each) => ({ ...each, appendOnlyTables: [auditTable] })) };
}

/** As in `MariaDB 10.11.19`. */
export function serverName({ server: { kind, version } }: Pick<Stage, 'server'>): string {
  return `${kind === 'mysql' ? 'MySQL' : 'MariaDB'} ${version}`;
}

/** The binary log is there to be switched off and purged; routines need the trust of a server that keeps one. */
function flagsFor(folder: string): readonly string[] {
  return [
    '--log-bin=changes',
    '--server-id=1',
    '--log-bin-trust-function-creators=1',
    '--local-infile=1',
    `--secure-file-priv=${folder}`,
  ];
}

function nameOf(user: string): string {
  return user.replace(/^t[0-9a-f]{8}_/, '').replace(/_service(?=$|_runtime$)/, '');
}

async function openActors(map: ServiceMap, loginOf: (user: string) => Login): Promise<readonly Actor[]> {
  const actorOf = async (user: string, role: Actor['role'], home?: string): Promise<Actor> => {
    const login = loginOf(user);
    return { label: nameOf(user), role, login, session: await openSession(login), ...(home && { home }) };
  };
  return Promise.all([
    ...map.services.map(({ user, database }) => actorOf(user, 'service', database)),
    actorOf(map.readonlyUser, 'reader'),
    ...map.services.map((service) => actorOf(runtimeUser(service), 'runtime', service.database)),
  ]);
}

/** Connections of the administrator to be killed, one after the other; one whose number nobody asked for still lives. */
function victimsOf(login: Login): { one(): Promise<() => number>; close(): void } {
  let victim: Connection | undefined;
  let isAsked = true;
  return {
    one: async () => {
      if (isAsked && !(await isAlive(victim))) victim = await openSession(login);
      isAsked = false;
      return () => {
        isAsked = true;
        return victim?.threadId ?? 0;
      };
    },
    close: () => victim?.destroy(),
  };
}

async function isAlive(connection: Connection | undefined): Promise<boolean> {
  if (connection === undefined) return false;
  return connection.ping().then(
    () => true,
    () => false,
  );
}
