import type { Service } from '../model.ts';
import type { Plan, Step } from './plan.ts';
import type { ServerState } from './state.ts';

/**
 * The steps that remove databases and users as far as they exist. A user goes with every host it has, because a user
 * left behind would own a database of the same name made later.
 *
 * @param users the services' own, and the reader's when all services go.
 */
export function planDrop(services: readonly Service[], users: readonly string[], state: ServerState): Plan {
  const databases = services
    .filter(({ database }) => state.databases.some(({ name }) => name === database))
    .map(({ database }): Step => ({ kind: 'drop-database', database }));
  const accounts = state.accounts
    .filter(({ user }) => users.includes(user))
    .map(({ user, host }): Step => ({ kind: 'drop-user', account: { user, host } }));
  return { steps: [...databases, ...accounts], findings: [] };
}

/** The databases that nobody confirmed by name; a drop needs this to be empty. */
export function unconfirmed(services: readonly Service[], confirmed: readonly string[]): readonly string[] {
  return services.map(({ database }) => database).filter((database) => !confirmed.includes(database));
}
