import { fileURLToPath } from 'node:url';
import type { ServiceConfiguration } from '@nilecare/config-validator';
import type { ServiceDefinition } from '@nilecare/service';

/** What billing-service is, for startService of @nilecare/service; its routes will be added here. */
export function billingService(configuration: ServiceConfiguration): ServiceDefinition {
  return {
    name: 'billing-service',
    // One folder up from src/ and from dist/ alike.
    migrationsDirectory: fileURLToPath(new URL('../migrations', import.meta.url)),
    configuration,
  };
}
