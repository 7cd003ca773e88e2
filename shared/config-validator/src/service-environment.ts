import type { ServiceIdentity } from './configuration.ts';
import type { Finding } from './finding.ts';
import { serviceVariables, type ServiceVariables } from './service-variables.ts';
import type { Values, Variables } from './variable.ts';

/** What the environment of one service may hold: whose it is, and what it has beyond the common variables. */
export interface ServiceEnvironment<Own extends Variables = Variables> {
  readonly identity: ServiceIdentity;
  /** Variables that only this service has; default: none. */
  readonly own: Own;
  /** Rules that look at several of the service's own variables; one with a problem is undefined in `values`. */
  rules?(values: Partial<Values<Own & ServiceVariables>>): readonly Finding[];
}

/** The common variables and the service's own, in the order in which people read them. */
export function variablesOf<Own extends Variables>({
  identity,
  own,
}: ServiceEnvironment<Own>): ServiceVariables & Own {
  return { ...serviceVariables(identity), ...own };
}
