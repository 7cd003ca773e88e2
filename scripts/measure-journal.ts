// `npm run measure:journal`: what the journal of the engine costs, against the client program and without it.
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { startThrowawayServer, type ServerKind } from '@nilecare/dev-database/testing';
import { contestants, prepareRace, type Contestant, type Figures } from './journal/contestants.ts';
import { median } from './processes/start-time.ts';

const usage = `Usage: npm run measure:journal [-- --server=mariadb|mysql] [--counts=30,300] [--rounds=5]

Fresh migrations, each one CREATE TABLE with two indexes and one INSERT, on a server with full durability on disk: by
the client program, by the engine, and by the engine without its journal and lease, in turns.
  --server    kind of database server; both when left out
  --counts    how many migrations
  --rounds    runs of each; the first is not counted`;

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    counts: { type: 'string', default: '30,300' },
    rounds: { type: 'string', default: '5' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(usage);
else
  for (const kind of values.server === undefined ? ['mariadb', 'mysql'] : [values.server])
    await measure(kind as ServerKind, values.counts.split(',').map(Number), Number(values.rounds));

async function measure(kind: ServerKind, counts: readonly number[], rounds: number): Promise<void> {
  const flags = ['--loose-debug-no-sync=0'];
  const own = await startThrowawayServer({ kind, durable: true, parent: tmpdir(), flags });
  try {
    console.log(`\n${kind} ${own.server.version}, Node.js ${process.version}, ${rounds} rounds`);
    const table = new Table({
      head: ['migrations', 'by', 'seconds (median)', '× client', 'queries', 'per statement'],
      style: { head: [], border: [] },
    });
    for (const count of counts) {
      const race = await prepareRace(own.server, count);
      const figures = new Map<Contestant, Figures[]>(contestants.map((name) => [name, []]));
      for (let round = 0; round <= rounds; round++)
        for (const name of contestants) {
          const figure = await race.run(name);
          if (round > 0) figures.get(name)?.push(figure);
        }
      await race.end();
      const floor = middle(figures.get('client'));
      for (const [name, all] of figures) {
        const queries = all[0]?.queries ?? NaN;
        const perStatement = (queries / (2 * count)).toFixed(2);
        table.push([
          count,
          name,
          middle(all).toFixed(3),
          (middle(all) / floor).toFixed(2),
          queries,
          perStatement,
        ]);
      }
    }
    console.log(table.toString());
  } finally {
    await own.stop();
  }
}

function middle(figures: readonly Figures[] = []): number {
  return median(figures.map(({ seconds }) => seconds).sort((a, b) => a - b));
}
