/** Two migrators on two nodes of a real cluster at the same moment (T2). Not part of the gate: it needs a cluster. */
import { connectTo, groupRoles, type Node } from './node.ts';
import { readOptions, usage, type Address, type Options } from './options.ts';
import { playRounds, type Figures, type Scene } from './rounds.ts';

process.exitCode = await main();

async function main(): Promise<number> {
  if (process.argv.includes('--help')) {
    console.log(usage);
    return 0;
  }
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2), process.env['NILECARE_CLUSTER_PASSWORD']);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 1;
  }
  const galera = await connectAll(options.galera, options);
  const group = await connectAll(options.group, options);
  try {
    const scenes = [...galeraScenes(galera), ...(await groupScenes(group))];
    let isGood = true;
    for (const scene of scenes) {
      const figures = await playRounds(scene, options);
      console.log(JSON.stringify(figures, null, 2));
      isGood &&= isAsExpected(figures, scene);
    }
    return isGood ? 0 : 1;
  } finally {
    for (const { connection } of [...galera, ...group]) connection.destroy();
  }
}

function connectAll(addresses: readonly Address[], options: Options): Promise<readonly Node[]> {
  return Promise.all(addresses.map((address) => connectTo(address, options)));
}

/** Each pair of nodes gets its turn. */
function galeraScenes(nodes: readonly Node[]): readonly Scene[] {
  if (nodes.length === 0) return [];
  const writers = (round: number) => [0, 1].flatMap((offset) => nodes[(round + offset) % nodes.length] ?? []);
  return [{ name: 'Galera, two nodes', nodes, writers, refusing: [] }];
}

async function groupScenes(nodes: readonly Node[]): Promise<readonly Scene[]> {
  if (nodes.length === 0) return [];
  const { primaries, secondaries } = await groupRoles(nodes);
  const sorted = [...primaries, ...secondaries];
  if (primaries.length > 1) {
    const writers = (round: number) =>
      [0, 1].flatMap((offset) => primaries[(round + offset) % primaries.length] ?? []);
    return [{ name: 'Group Replication, two of several primaries', nodes: sorted, writers, refusing: [] }];
  }
  return [
    {
      name: 'Group Replication, twice on the primary and once on a secondary',
      nodes: sorted,
      writers: () => [...primaries, ...primaries],
      refusing: secondaries.slice(0, 1),
    },
  ];
}

function isAsExpected({ rounds, good, refused }: Figures, { refusing }: Scene): boolean {
  return good === rounds && (refused > 0 || refusing.length === 0);
}
