import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command, PreparedRow, PreparedRun, Row, Setting, Target, Tool } from '../model.ts';
import { tables, writeMigrations } from '../work/migrations.ts';
import { runToMakeReady, whileWritingLate } from './make-ready.ts';
import { createSchema, dropSchema } from './row-tools.ts';

const services = ['auth-service', 'billing-service', 'payment-gateway-service'];

const names = { all: 'all in one process', alone: 'one alone' };

/** The services of this repository: each alone, and all in one process, on empty schemas. */
export const servicesRow: Row = {
  id: 'many-services',
  title: 'Fresh schemas of the three services',
  ...{ floor: 'auth-service', selection: 'default', roundSeconds: 4, prepareSeconds: 1 },
  async prepare(setting) {
    const engine = engineOf(setting);
    const contestants = [
      ...services.map((name) => ({ name, prepareRun: () => prepareServices(setting, engine, [name]) })),
      { name: names.all, prepareRun: () => prepareServices(setting, engine, services) },
    ];
    return Promise.resolve({ contestants, leftOut: {}, remove: () => Promise.resolve() });
  },
};

/** A row of many databases of one project. */
export interface TenantsRow extends Omit<Row, 'prepare' | 'floor'> {
  readonly count: number;
  readonly state: 'fresh' | 'applied';
}

/** Databases of one project: one alone, and all in one process. */
export function tenantsRow({ count, state, ...row }: TenantsRow): Row {
  return { ...row, floor: names.alone, prepare: (setting) => prepareTenants(setting, count, state) };
}

/** Each service has a folder with its migrations and a schema of its own. */
async function prepareServices(
  setting: Setting,
  engine: Tool,
  chosen: readonly string[],
): Promise<PreparedRun> {
  const schemas = await createSchemas(setting, chosen.length);
  const folder = await mkdtemp(path.join(setting.folder, 'services-'));
  for (const [index, name] of chosen.entries())
    await writeProject(setting, path.join(folder, name), schemas[index] ?? '');
  const { program, args, environment } = commandOf(engine, { server: setting.server, schema: '', folder });
  const [file = ''] = args;
  const [first = '', ...others] = chosen;
  const how =
    others.length === 0
      ? { folder: path.join(folder, first), args: [file, 'migrate'] }
      : { folder, args: [file, '-projects=*', 'migrate'] };
  return {
    command: { program, environment: environment ?? {}, ...how },
    check: async () => {
      for (const schema of schemas) await checkHistory(setting, schema, 2);
      return undefined;
    },
    remove: () => dropAll(setting, schemas),
  };
}

async function writeProject(setting: Setting, folder: string, schema: string): Promise<void> {
  await mkdir(folder);
  const source = path.join(setting.root, 'microservices', path.basename(folder), 'migrations');
  await cp(source, path.join(folder, 'migrations'), { recursive: true });
  await writeFile(path.join(folder, 'flyway.conf'), confOf(setting, schema));
}

function confOf({ server: { host, port, user } }: Setting, schema: string): string {
  return [
    `flyway.url=jdbc:mysql://${host}:${port}/${schema}`,
    `flyway.user=${user}`,
    'flyway.locations=filesystem:migrations',
    'flyway.table=schema_version\n',
  ].join('\n');
}

interface Tenants {
  readonly engine: Tool;
  readonly folder: string;
  readonly migrations: number;
  /** Schemas that have everything applied; empty where each run gets fresh ones. */
  readonly applied: readonly string[];
}

async function prepareTenants(
  setting: Setting,
  count: number,
  state: 'fresh' | 'applied',
): Promise<PreparedRow> {
  const engine = engineOf(setting);
  const folder = path.join(setting.folder, 'project');
  const migrations = tables(state === 'fresh' ? 10 : 30);
  await writeMigrations(folder, engine.format, migrations);
  const applied = state === 'applied' ? await createSchemas(setting, count) : [];
  const [schema] = applied;
  if (schema !== undefined)
    await whileWritingLate(setting, () =>
      runToMakeReady(
        setting,
        engine.name,
        tenantCommand(engine, { server: setting.server, schema, folder }, applied),
      ),
    );
  const tenants = { engine, folder, migrations: migrations.length, applied };
  return {
    contestants: [
      { name: names.alone, prepareRun: () => prepareTenantRun(setting, tenants, 1) },
      { name: names.all, prepareRun: () => prepareTenantRun(setting, tenants, count) },
    ],
    leftOut: {},
    remove: () => dropAll(setting, applied),
  };
}

async function prepareTenantRun(
  setting: Setting,
  { engine, folder, migrations, applied }: Tenants,
  count: number,
): Promise<PreparedRun> {
  const isFresh = applied.length === 0;
  const schemas = isFresh ? await createSchemas(setting, count) : applied.slice(0, count);
  const [schema = ''] = schemas;
  return {
    command: tenantCommand(engine, { server: setting.server, schema, folder }, schemas),
    check: async () => {
      for (const each of schemas) await checkHistory(setting, each, migrations);
      return undefined;
    },
    remove: () => (isFresh ? dropAll(setting, schemas) : Promise.resolve()),
  };
}

async function createSchemas(setting: Setting, count: number): Promise<readonly string[]> {
  const schemas: string[] = [];
  while (schemas.length < count) schemas.push(await createSchema(setting));
  return schemas;
}

function tenantCommand(engine: Tool, target: Target, schemas: readonly string[]): Command {
  const command = commandOf(engine, target);
  return schemas.length === 1
    ? command
    : { ...command, args: [...command.args, `-databases=${schemas.join(',')}`] };
}

function commandOf(engine: Tool, target: Target): Command {
  const command = engine.command('migrate', target);
  if (!command) throw new Error('unreachable: the engine migrates');
  return command;
}

function engineOf({ tools: { nilecare } }: Setting): Tool {
  if (!nilecare) throw new Error('unreachable: the engine is always there');
  return nilecare;
}

async function checkHistory({ query }: Setting, schema: string, expected: number): Promise<void> {
  const [row] = await query(`SELECT COUNT(*) AS found FROM ${schema}.schema_version WHERE success = 1`);
  if (Number(row?.['found']) < expected)
    throw new Error(
      `${String(row?.['found'])} migrations are in the history of a database, expected ${expected}.`,
    );
}

async function dropAll(setting: Setting, schemas: readonly string[]): Promise<void> {
  for (const schema of schemas) await dropSchema(setting, schema);
}
