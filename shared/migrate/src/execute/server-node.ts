import { QueryError } from '../errors.ts';
import { readCatalogue } from '../history/catalogue.ts';
import type { WriteObstacle } from '../server-errors.ts';
import type { Querying, Session } from '../session.ts';

/** The server that a connection leads to, as a place to write to. */
export interface ServerNode {
  /**
   * The same for two connections exactly when one GET_LOCK excludes them: those of one server, before and behind a
   * restart. MySQL's server_uuid; on MariaDB, which has none, what tells servers of one machine and nodes of one cluster
   * apart. Where it should change for the same server, a dead owner's lease is waited for instead of taken at once.
   */
  readonly identity: string;
  /** Other nodes take writes of the same data, or may become the ones that do, while this one is alive. */
  readonly isClustered: boolean;
  /** Why nothing can be written; absent when it can. */
  readonly obstacle?: WriteObstacle;
}

/**
 * Asks the server who it is and whether it takes writes: by one query on a server by itself, one more on a node of a
 * cluster, and more only to say why it does not.
 *
 * @param known values of {@link nodeVariables}, when they have been asked for
 * @throws QueryError | ConnectionError
 */
export async function readServerNode(
  session: Pick<Session, 'query' | 'server'>,
  known?: ReadonlyMap<string, string>,
): Promise<ServerNode> {
  const variables = known ?? (await readCatalogue(session, { variables: nodeVariables })).variables;
  const isGalera = variables.get('wsrep_on') === 'ON';
  const isGroup = (variables.get('group_replication_group_name') ?? '') !== '';
  const galera = isGalera ? await galeraStatus(session) : undefined;
  const members = isGroup ? await groupMembers(session) : [];
  const obstacle =
    (galera && galeraObstacle(galera)) ??
    groupObstacle(members) ??
    (await readOnlyObstacle(session, variables));
  return {
    identity: identityOf(variables, galera),
    isClustered: isGalera || isGroup,
    ...(obstacle && { obstacle }),
  };
}

type Names = ReadonlyMap<string, string>;

/** Global variables that tell the node. */
export const nodeVariables = [
  'server_uuid',
  'server_uid',
  'hostname',
  'port',
  'server_id',
  'read_only',
  'super_read_only',
  'innodb_read_only',
  'wsrep_on',
  'group_replication_group_name',
] as const;

async function galeraStatus(session: Querying): Promise<Names> {
  const rows = await session.query<{ Variable_name: string; Value: string }>(
    'ask whether the server can be written to',
    "SHOW GLOBAL STATUS WHERE Variable_name IN ('wsrep_cluster_status', 'wsrep_ready', 'wsrep_gcomm_uuid')",
  );
  return new Map(rows.map(({ Variable_name: name, Value: value }) => [name, value]));
}

/** A node's place in the cluster is its own, also where nodes share server_id and name; MariaDB 10.6 has no server_uid. */
function identityOf(variables: Names, galera: Names | undefined): string {
  const uuid = variables.get('server_uuid');
  if (uuid !== undefined) return uuid;
  const { hostname, port, server_id: serverId, server_uid: uid } = Object.fromEntries(variables);
  const parts = [`${hostname ?? ''}:${port ?? ''}`, serverId, uid, galera?.get('wsrep_gcomm_uuid')];
  return parts.filter((part) => part !== undefined).join('/');
}

function galeraObstacle(status: Names): WriteObstacle | undefined {
  const [component, ready] = [status.get('wsrep_cluster_status'), status.get('wsrep_ready')];
  if (component === 'Primary' && ready === 'ON') return undefined;
  return { kind: 'not in the primary component', status: component ?? '' };
}

interface Member {
  readonly host: string;
  readonly port: number;
  readonly state: string;
  readonly role: string;
  readonly own: number;
}

/** None where this account may not read performance_schema; what the group refuses is then the server's to say. */
async function groupMembers(session: Querying): Promise<readonly Member[]> {
  try {
    return await session.query<Member>(
      'look at the replication group',
      'SELECT member_host AS host, member_port AS port, member_state AS state, member_role AS role, member_id = @@server_uuid AS own FROM performance_schema.replication_group_members',
    );
  } catch (error) {
    if (error instanceof QueryError) return [];
    throw error;
  }
}

function groupObstacle(members: readonly Member[]): WriteObstacle | undefined {
  const own = members.find((member) => Number(member.own) === 1);
  if (!own) return undefined;
  const reachable = members.filter(({ state }) => state !== 'UNREACHABLE').length;
  if (2 * reachable <= members.length) return { kind: 'no majority', reachable, members: members.length };
  if (own.state === 'ONLINE' && own.role === 'PRIMARY') return undefined;
  const primary = members.find(({ role, state }) => role === 'PRIMARY' && state === 'ONLINE');
  return {
    kind: 'not the primary',
    state: own.state,
    ...(primary && { primary: `${primary.host}:${primary.port}` }),
  };
}

async function readOnlyObstacle(session: Querying, variables: Names): Promise<WriteObstacle | undefined> {
  const isSet = (name: string) => !['OFF', '0', undefined].includes(variables.get(name));
  const variable = ['super_read_only', 'innodb_read_only', 'read_only'].find(isSet);
  if (variable === undefined) return undefined;
  if (variable === 'read_only' && (await mayWriteAnyway(session))) return undefined;
  const source = await replicationSource(session);
  return { kind: 'read-only', variable, ...(source !== undefined && { source }) };
}

/** Both servers refuse the mere beginning of such a transaction to accounts that read_only is meant for (1290). */
async function mayWriteAnyway(session: Querying): Promise<boolean> {
  const purpose = 'try whether the server can be written to';
  try {
    await session.query(purpose, 'START TRANSACTION READ WRITE');
    await session.query(purpose, 'ROLLBACK');
    return true;
  } catch (error) {
    if (error instanceof QueryError && error.fault.errno === 1290) return false;
    throw error;
  }
}

/** `host:port` of the server that this one is a replica of, when it is one and this account may see it. */
async function replicationSource(session: Querying): Promise<string | undefined> {
  try {
    const [row] = await session.query<Readonly<Record<string, string | number>>>(
      'look for the source of replication',
      'SHOW REPLICA STATUS',
    );
    const host = row?.['Source_Host'] ?? row?.['Master_Host'];
    const port = row?.['Source_Port'] ?? row?.['Master_Port'];
    return host === undefined ? undefined : `${host}:${port ?? ''}`;
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}
