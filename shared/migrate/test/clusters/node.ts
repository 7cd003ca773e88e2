import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { setTimeout as delay } from 'node:timers/promises';
import type { Address, Options } from './options.ts';

/** A node with a connection of the test itself. */
export interface Node {
  readonly address: Address;
  readonly connection: Connection;
}

export async function connectTo(address: Address, { user, password }: Options): Promise<Node> {
  return { address, connection: await createConnection({ ...address, user, password }) };
}

/** Rows as arrays. */
export async function rows({ connection }: Node, sql: string): Promise<unknown[][]> {
  return (await connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true }))[0];
}

/** Waits until the nodes answer a query as the first of them does. */
export async function untilSame(nodes: readonly Node[], sql: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const answers = await Promise.all(nodes.map(async (node) => JSON.stringify(await answer(node, sql))));
    if (new Set(answers).size === 1) return;
    if (Date.now() > deadline) throw new Error(`The nodes do not agree within 30 s: ${answers.join(' / ')}`);
    await delay(20);
  }
}

/** The table may not be there yet. */
async function answer(node: Node, sql: string): Promise<unknown> {
  return rows(node, sql).catch((error: unknown) => (error as { errno?: number }).errno);
}

/** Nodes of a replication group by role, as the first one sees it. */
export async function groupRoles(
  nodes: readonly Node[],
): Promise<Record<'primaries' | 'secondaries', Node[]>> {
  const [first] = nodes;
  const members = first
    ? await rows(first, 'SELECT member_id, member_role FROM performance_schema.replication_group_members')
    : [];
  const roles = new Map(members.map(([id, role]) => [id, role]));
  const named = await Promise.all(
    nodes.map(async (node) => ({ node, id: (await rows(node, 'SELECT @@server_uuid'))[0]?.[0] })),
  );
  const of = (role: string) => named.filter(({ id }) => roles.get(id) === role).map(({ node }) => node);
  return { primaries: of('PRIMARY'), secondaries: of('SECONDARY') };
}
