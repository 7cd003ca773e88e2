import type { FastifyInstance } from 'fastify';
import type * as promClient from 'prom-client';
import type { Histogram, Registry } from 'prom-client';
import type { OpenDatabase } from '../database/database.ts';
import type { ReadinessWatch } from '../schema/readiness.ts';
import { timeQueries } from './time-queries.ts';

type PromClient = Pick<typeof promClient, 'Gauge'>;

/** What is measured. */
export interface Measured {
  readonly database: Pick<OpenDatabase, 'usage'>;
  readonly readiness: ReadinessWatch;
  readonly poolSize: number;
}

/** The metrics of a service, for one application. */
export interface Metrics {
  /** Times the requests of an application and adds `GET /metrics`. */
  readonly addTo: (app: FastifyInstance) => void;
  /** Ends what listens to the driver. */
  readonly close: () => void;
}

/** Seconds; a query of an index takes one or two thousandths, a report some. */
const queryBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Loads prom-client, which only a service with METRICS_ENABLED needs, and a registry of its own. */
export async function openMetrics(measured: Measured): Promise<Metrics> {
  const prom = (await import('prom-client')).default;
  const registry = new prom.Registry();
  prom.collectDefaultMetrics({ register: registry });
  addPool(prom, registry, measured);
  addSchema(prom, registry, measured);
  const queries = new prom.Histogram({
    name: 'nilecare_db_query_duration_seconds',
    help: 'Time from sending a query to its whole answer.',
    labelNames: ['outcome'] as const,
    buckets: queryBuckets,
    registers: [registry],
  });
  const requests = new prom.Histogram({
    name: 'nilecare_http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: requestBuckets,
    registers: [registry],
  });
  return {
    addTo: (app) => {
      timeRequests(app, requests);
      addRoute(app, registry, measured.readiness);
    },
    close: timeQueries((seconds, outcome) => queries.observe({ outcome }, seconds)),
  };
}

function addPool(prom: PromClient, registry: Registry, { database, poolSize }: Measured): void {
  new prom.Gauge({
    name: 'nilecare_db_pool_connections',
    help: 'Connections of the pool by state.',
    labelNames: ['state'] as const,
    registers: [registry],
    collect() {
      const { used, free } = database.usage();
      this.set({ state: 'used' }, used);
      this.set({ state: 'free' }, free);
    },
  });
  new prom.Gauge({
    name: 'nilecare_db_pool_waiting_queries',
    help: 'Queries that wait for a connection of the pool.',
    registers: [registry],
    collect() {
      this.set(database.usage().waiting);
    },
  });
  new prom.Gauge({
    name: 'nilecare_db_pool_limit',
    help: 'Most connections that the pool may have (DB_POOL_SIZE).',
    registers: [registry],
  }).set(poolSize);
}

/** Of the last look at the schema; gauges of a schema that was not seen keep no value. */
function addSchema(prom: PromClient, registry: Registry, { readiness }: Measured): void {
  new prom.Gauge({
    name: 'nilecare_ready',
    help: '1 while the service is ready, else 0.',
    registers: [registry],
    collect() {
      this.set(readiness.last().ready ? 1 : 0);
    },
  });
  new prom.Gauge({
    name: 'nilecare_schema_info',
    help: 'Always 1; the version of the schema and the one that the service needs are its labels.',
    labelNames: ['version', 'needed'] as const,
    registers: [registry],
    collect() {
      this.reset();
      const { schema } = readiness.last();
      if (schema) this.set({ version: schema.current?.text ?? '', needed: schema.needed?.text ?? '' }, 1);
    },
  });
  new prom.Gauge({
    name: 'nilecare_schema_pending_migrations',
    help: 'Migrations that the service was built with and the schema lacks.',
    registers: [registry],
    collect() {
      this.reset();
      const { schema } = readiness.last();
      this.set(schema ? schema.pending : NaN);
    },
  });
}

/** Routes are counted by their pattern, so that no path of a client becomes a label. */
function timeRequests(app: FastifyInstance, requests: Histogram<'method' | 'route' | 'status'>): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
}

function addRoute(app: FastifyInstance, registry: Registry, readiness: ReadinessWatch): void {
  app.get('/metrics', { logLevel: 'warn' }, async (_request, reply) => {
    await readiness.current();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
