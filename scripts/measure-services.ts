// `npm run measure:services`: start-up time, memory at rest and requests dropped by `pm2 reload`, for each service.
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { makeClone, type Clone } from './processes/clone.ts';
import { startLoad } from './processes/load.ts';
import { fetchPm2, openPm2 } from './processes/pm2.ts';
import { measureService, median } from './processes/start-time.ts';

const usage = `Usage: npm run measure:services [-- --server=mariadb|mysql] [--rounds=10] [--reloads=3]

In a copy of the repository with a database server of its own, on Linux and macOS.
  --server    kind of database server; both when left out
  --rounds    starts of each service
  --reloads   reloads by pm2 under load; 0 leaves pm2 out`;

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    rounds: { type: 'string', default: '10' },
    reloads: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(usage);
else {
  for (const server of values.server === undefined ? ['mariadb', 'mysql'] : [values.server]) {
    const clone = await makeClone(server);
    try {
      console.log(`\n${server}, Node.js ${process.version}`);
      await printStarts(clone, Number(values.rounds));
      if (Number(values.reloads) > 0) await printReloads(clone, Number(values.reloads));
    } finally {
      await clone.remove();
    }
  }
}

async function printStarts({ services }: Clone, rounds: number): Promise<void> {
  const table = new Table({
    head: ['service', 'start to ready (median)', 'shortest', 'longest', 'stop (median)', 'memory at rest'],
    style: { head: [], border: [] },
  });
  for (const service of services) {
    const { starts, stops, memory } = await measureService(service, rounds);
    const times = [median(starts), starts[0], starts.at(-1), median(stops)];
    table.push([
      service.name,
      ...times.map((time) => `${Math.round(time ?? NaN)} ms`),
      `${Math.round(memory)} MiB`,
    ]);
  }
  console.log(table.toString());
}

async function printReloads({ folder, services }: Clone, reloads: number): Promise<void> {
  const pm2 = await openPm2(await fetchPm2());
  const table = new Table({
    head: ['service', 'requests', 'dropped', 'slowest'],
    style: { head: [], border: [] },
  });
  try {
    await pm2.run(folder, ['start', 'ecosystem.config.js']);
    const loads = services.map(({ url }) => startLoad(`${url}/ready`));
    for (let count = 1; count <= reloads; count++) await pm2.run(folder, ['reload', 'ecosystem.config.js']);
    for (const [index, { requests, failures, slowest }] of (
      await Promise.all(loads.map((load) => load.stop()))
    ).entries()) {
      table.push([services[index]?.name, requests, failures.length, `${Math.round(slowest)} ms`]);
      for (const failure of new Set(failures)) console.log(failure);
    }
  } finally {
    await pm2.remove();
  }
  console.log(`${reloads} × pm2 reload under load\n${table.toString()}`);
}
