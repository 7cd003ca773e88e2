/** Requests without pause or with, to see whether a server that is replaced under load drops one. */
import { Agent, get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** Longest wait for one answer, in milliseconds. */
const requestTimeout = 10_000;

/** One client: what it does between two requests. */
export interface Client {
  readonly connection: 'kept' | 'new for each request';
  /** Longest pause between an answer and the next request, in milliseconds; each pause is random. */
  readonly pause: number;
}

/** Ways in which clients really behave: busy ones, a balancer's idle connections, a probe. */
export const everyKindOfClient: readonly Client[] = [
  ...Array.from({ length: 6 }, (): Client => ({ connection: 'kept', pause: 5 })),
  ...Array.from({ length: 12 }, (): Client => ({ connection: 'kept', pause: 40 })),
  { connection: 'kept', pause: 500 },
  { connection: 'new for each request', pause: 0 },
  { connection: 'new for each request', pause: 20 },
];

/** What the clients saw. */
export interface LoadResult {
  readonly requests: number;
  /** Each answer other than 200, and each request without answer. */
  readonly failures: readonly string[];
  /** Of one request, in milliseconds. */
  readonly slowest: number;
}

/** Lets the clients ask for the URL until `stop`, which tells what they saw. Nothing is tried twice. */
export function startLoad(
  url: string,
  clients: readonly Client[] = everyKindOfClient,
): { stop(): Promise<LoadResult> } {
  const control = new AbortController();
  const results = clients.map((client) => runClient(url, client, control.signal));
  return {
    stop: async () => {
      control.abort();
      const all = await Promise.all(results);
      return {
        requests: all.reduce((sum, { requests }) => sum + requests, 0),
        failures: all.flatMap(({ failures }) => failures),
        slowest: Math.max(...all.map(({ slowest }) => slowest)),
      };
    },
  };
}

async function runClient(url: string, client: Client, stop: AbortSignal): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: client.connection === 'kept', maxSockets: 1 });
  const failures: string[] = [];
  let [requests, slowest] = [0, 0];
  while (!stop.aborted) {
    const began = performance.now();
    const failure = await request(url, agent);
    slowest = Math.max(slowest, performance.now() - began);
    requests += 1;
    if (failure !== undefined) failures.push(`${client.connection}, pause ${client.pause}: ${failure}`);
    if (client.pause > 0) await delay(Math.random() * client.pause);
  }
  agent.destroy();
  return { requests, failures, slowest };
}

/** What was wrong with the answer; undefined when nothing was. */
function request(url: string, agent: Agent): Promise<string | undefined> {
  return new Promise((resolve) => {
    const sent = get(url, { agent, timeout: requestTimeout }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('error', ({ message }) => resolve(`cut off: ${message}`));
      response.on('end', () =>
        resolve(response.statusCode === 200 ? undefined : `${response.statusCode} ${body}`),
      );
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${requestTimeout} ms`)));
    sent.on('error', ({ message }) =>
      resolve(`${sent.reusedSocket ? 'kept' : 'new'} connection: ${message}`),
    );
  });
}
