import {
  findingText,
  provision,
  stepText,
  type AdminConnection,
  type SecretStore,
  type ServiceMap,
} from '@nilecare/database';
import { UsageError } from './options.ts';

/** Creates the databases, users and grants of the map that are missing; tells what it creates. */
export async function provisionServices({
  connection,
  map,
  secrets,
  say,
}: {
  readonly connection: AdminConnection;
  readonly map: ServiceMap;
  readonly secrets: SecretStore;
  readonly say: (message: string) => void;
}): Promise<void> {
  let steps = 0;
  const report = await provision({
    connection,
    map,
    secrets,
    onEvent: (step) => {
      steps += 1;
      if (step.kind === 'create-database' || step.kind === 'create-user') say(stepText(step));
    },
  });
  for (const finding of report.findings) say(findingText(finding));
  if (!report.applied)
    throw new UsageError('The databases and users could not be set up: see above. Nothing was changed.');
  if (steps === 0)
    say(`${report.databases.length} databases and ${report.users.length} users are there already.`);
}
