import {
  describeError,
  describeObstacle,
  MigrateError,
  type SchemaReadiness,
} from '@nilecare/migrate/readiness';
import { PoolExhausted } from './read-schema.ts';

/** Whether requests can be served now, and if not, why. */
export type Readiness =
  | { readonly ready: true; readonly schema: SchemaReadiness }
  | {
      readonly ready: false;
      /** A few words, without secrets. */
      readonly reason: string;
      /** Absent when the database did not answer. */
      readonly schema?: SchemaReadiness;
      readonly error?: unknown;
    };

/** Knows whether the service is ready, without a query for each who asks. */
export interface ReadinessWatch {
  /** At most a second old; who asks during a check waits for that one. Never rejects. */
  readonly current: () => Promise<Readiness>;
  /** What was found last, without a look. */
  readonly last: () => Readiness;
  /** From now on not ready for this reason, and nothing is looked at. */
  readonly hold: (reason: string) => void;
  /** Ends `hold`. */
  readonly release: () => void;
}

/** Milliseconds that an answer is good for. */
const maximumAge = 1000;

/**
 * @param read looks at the schema
 * @param onChange is told when the service becomes ready, or is not ready for another reason than before
 */
export function watchReadiness(
  read: () => Promise<SchemaReadiness>,
  onChange: (state: Readiness) => void,
): ReadinessWatch {
  let held: Readiness | undefined;
  let found: { readonly state: Readiness; readonly at: number } | undefined;
  let checking: Promise<Readiness> | undefined;

  const check = async (): Promise<Readiness> => {
    const state = await look(read);
    const isNews = !found || nameOf(found.state) !== nameOf(state);
    found = { state, at: performance.now() };
    checking = undefined;
    if (isNews && !held) onChange(state);
    return state;
  };
  return {
    current: () => {
      if (held) return Promise.resolve(held);
      if (found && performance.now() - found.at < maximumAge) return Promise.resolve(found.state);
      checking ??= check();
      return checking;
    },
    last: () => held ?? found?.state ?? { ready: false, reason: 'not looked at yet' },
    hold: (reason) => {
      held = { ready: false, reason };
    },
    release: () => {
      held = undefined;
      found = undefined;
    },
  };
}

function nameOf(state: Readiness): string {
  return state.ready ? 'ready' : state.reason;
}

async function look(read: () => Promise<SchemaReadiness>): Promise<Readiness> {
  try {
    const schema = await read();
    if (!schema.obstacle) return { ready: true, schema };
    return { ready: false, reason: describeObstacle(schema.obstacle), schema };
  } catch (error) {
    return { ready: false, reason: reasonOf(error), error };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof PoolExhausted) return 'no database connection is free';
  if (!(error instanceof MigrateError)) return 'database unreachable';
  return `history unreadable: ${describeError(error).split('\n')[0] ?? ''}`;
}
