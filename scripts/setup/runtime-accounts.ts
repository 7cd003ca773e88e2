import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import {
  findingText,
  provision,
  runtimeUser,
  stepText,
  type AdminConnection,
  type SecretStore,
  type Service,
  type ServiceMap,
} from '@nilecare/database';
import { UsageError } from './options.ts';

/**
 * The services that shall serve with a run-time account: all of them when the option says so, otherwise those whose
 * `.env` names one already, because tables made since then must be granted to it.
 */
export async function runtimeServices(
  root: string,
  services: readonly Service[],
  option: 'wanted' | undefined,
): Promise<readonly Service[]> {
  if (option === 'wanted') return services;
  const named = await Promise.all(services.map((service) => namesRuntimeUser(root, service)));
  return services.filter((_, index) => named[index]);
}

/**
 * Creates the run-time accounts of services and grants them the tables that there are now; does nothing for none.
 * The set-up calls it before it writes the `.env` files, for the passwords, and after the migrations, for the tables.
 *
 * @throws UsageError when a finding kept it from changing anything.
 */
export async function provisionRuntimeAccounts({
  services,
  say,
  ...request
}: {
  readonly connection: AdminConnection;
  readonly map: ServiceMap;
  readonly secrets: SecretStore;
  readonly services: readonly Service[];
  readonly say: (message: string) => void;
}): Promise<void> {
  if (services.length === 0) return;
  const report = await provision({
    ...request,
    services: services.map(({ name }) => name),
    scope: 'users',
    runtimeAccounts: 'wanted',
    onEvent: (step) => {
      if (step.kind === 'create-user') say(stepText(step));
    },
  });
  for (const finding of report.findings) say(findingText(finding));
  if (!report.applied)
    throw new UsageError('The run-time accounts could not be set up: see above. Nothing was changed.');
}

async function namesRuntimeUser(root: string, service: Service): Promise<boolean> {
  const file = path.join(root, 'microservices', service.name, '.env');
  const text = await readFile(file, 'utf8').catch(() => '');
  return parseEnv(text)['DB_RUNTIME_USER'] === runtimeUser(service);
}
