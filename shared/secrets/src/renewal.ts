import type { Credentials } from './model.ts';

/** What a renewal calls. */
export interface RenewalActions {
  /** The time has come; what it throws is handed to `failed`. */
  readonly due: () => Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** Shortest time between two tries, in milliseconds. */
const shortestPause = 100;

/** Longest time that Node's timers take, in milliseconds: a little under 25 days. */
const longestPause = 2 ** 31 - 1;

/** Sees to it that credentials are renewed when two thirds of their time are over, and again and again if that fails. */
export class Renewal {
  readonly #actions: RenewalActions;
  #timer: NodeJS.Timeout | undefined;
  #generation = 0;

  constructor(actions: RenewalActions) {
    this.#actions = actions;
  }

  /** Plans the renewal of credentials, and forgets those before; without an end there is nothing to plan. */
  plan({ expires }: Credentials): void {
    this.stop();
    if (expires === undefined) return;
    const life = expires.getTime() - Date.now();
    this.#schedule((life * 2) / 3, life / 10);
  }

  /** Forgets what was planned. */
  stop(): void {
    this.#generation++;
    clearTimeout(this.#timer);
  }

  #schedule(pause: number, pauseAfterFailure: number): void {
    const bounded = Math.min(Math.max(pause, shortestPause), longestPause);
    // A process that has nothing else to do may end.
    this.#timer = setTimeout(() => void this.#run(pauseAfterFailure), bounded).unref();
  }

  async #run(pauseAfterFailure: number): Promise<void> {
    const generation = this.#generation;
    try {
      await this.#actions.due();
    } catch (error) {
      if (generation !== this.#generation) return;
      this.#actions.failed(error);
      this.#schedule(pauseAfterFailure, pauseAfterFailure);
    }
  }
}
