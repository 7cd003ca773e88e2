import path from 'node:path';
import type { ServiceEnvironment } from '@nilecare/config-validator';
import { environmentSpecs as auth } from '../../microservices/auth-service/src/utils/env-specs.ts';
import { environmentSpecs as billing } from '../../microservices/billing-service/src/utils/env-specs.ts';
import { environmentSpecs as payment } from '../../microservices/payment-gateway-service/src/utils/env-specs.ts';

/** One service of this repository and what its environment may hold. */
export interface ServiceFolder {
  readonly name: string;
  readonly folder: string;
  readonly specs: ServiceEnvironment;
}

/** The services that are here, in the order of their ports in database/service-map.json. */
export function serviceFolders(root: string): readonly ServiceFolder[] {
  return [auth, billing, payment].map((specs) => {
    const name = specs.identity.service;
    return { name, folder: path.join(root, 'microservices', name), specs };
  });
}
