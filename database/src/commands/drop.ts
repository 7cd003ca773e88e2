import { DatabaseError } from '../errors.ts';
import { runPlan } from '../execute/run-plan.ts';
import { runtimeUser, selectServices } from '../map/accounts.ts';
import type { Account, ServerKind, Service, ServiceMap } from '../model.ts';
import type { Step } from '../plan/plan.ts';
import { planDrop, unconfirmed } from '../plan/plan-drop.ts';
import { withAdministrator, type AdminConnection } from '../server/connect.ts';
import { readState } from '../server/read-state.ts';
import { refuseWithoutPrivileges } from './refuse-without-privileges.ts';

/** What to drop, and which databases were confirmed by their names. */
export interface DropRequest {
  /** The administrator's connection. */
  readonly connection: AdminConnection;
  readonly map: ServiceMap;
  /** Names of services; default: all of them and the read-only user. */
  readonly services?: readonly string[];
  /** Names of databases that somebody typed or passed; every one that goes must be among them. */
  readonly confirmed: readonly string[];
  /** Called after every step that was done. */
  readonly onEvent?: (step: Step) => void;
}

/** What is gone now; what did not exist is not listed. */
export interface DropReport {
  readonly server: { readonly kind: ServerKind; readonly version: string };
  readonly databases: readonly string[];
  readonly users: readonly Account[];
}

/**
 * Drops the databases of services with everything in them, and their users, run-time accounts too.
 *
 * @throws {DatabaseError} `NOT_CONFIRMED` before a connection is made; `UNKNOWN_SERVICE`, `NO_SERVER`,
 *   `ACCESS_DENIED`, `MISSING_PRIVILEGES` before the first change; `STEP_FAILED`.
 */
export async function drop(request: DropRequest): Promise<DropReport> {
  const services = selectServices(request.map, request.services);
  refuseUnconfirmed(services, request.confirmed);
  const owners = services.flatMap((service) => [service.user, runtimeUser(service)]);
  const users = request.services === undefined ? [...owners, request.map.readonlyUser] : owners;
  return withAdministrator(request.connection, async (query) => {
    const databases = services.map((service) => service.database);
    const state = await readState(query, {
      databases,
      users,
      tryAccount: () => Promise.resolve('not-tried'),
    });
    const plan = planDrop(services, users, state);
    refuseWithoutPrivileges(plan, state);
    const { kind, version } = state;
    await runPlan(query, {
      kind,
      steps: plan.steps,
      hashOf: noHash,
      onStep: request.onEvent ?? (() => undefined),
    });
    return {
      server: { kind, version },
      databases: plan.steps.flatMap((step) => (step.kind === 'drop-database' ? [step.database] : [])),
      users: plan.steps.flatMap((step) => (step.kind === 'drop-user' ? [step.account] : [])),
    };
  });
}

function refuseUnconfirmed(services: readonly Service[], confirmed: readonly string[]): void {
  const missing = unconfirmed(services, confirmed);
  if (missing.length === 0) return;
  const all = services.map(({ database }) => database).join(',');
  const message =
    `Nothing was dropped: ${missing.join(', ')} ${missing.length === 1 ? 'was' : 'were'} not confirmed. ` +
    `A database goes with everything in it; to say so: --confirm=${all}`;
  throw new DatabaseError('NOT_CONFIRMED', message, { context: { missing } });
}

function noHash(user: string): never {
  throw new RangeError(`A drop sets no password, but one was asked for ${user}.`);
}
