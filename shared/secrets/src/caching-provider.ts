import { messageOf } from './errors.ts';
import type { CredentialProvider, Credentials, CredentialStore } from './model.ts';
import { Renewal } from './renewal.ts';
import type { Timing } from './timing.ts';
import { closed, withRetries } from './with-retries.ts';

/** What a provider needs besides its store. */
export interface ProviderOptions {
  readonly timing: Timing;
  /** Takes one line, without a secret, when something is worth an operator's attention. */
  readonly report: (line: string) => void;
}

/** Remembers what a store handed out and asks it again only when that is needed. */
export class CachingProvider implements CredentialProvider {
  readonly #store: CredentialStore;
  readonly #options: ProviderOptions;
  readonly #stop = new AbortController();
  readonly #renewal: Renewal;
  #last: Credentials | undefined;
  #askedAt = 0;
  #reported: unknown;
  #failure: { readonly at: number; readonly error: unknown } | undefined;
  #refreshed: { readonly at: number; readonly isChanged: boolean } | undefined;
  #pending: Promise<Credentials> | undefined;
  #closing: Promise<void> | undefined;

  constructor(store: CredentialStore, options: ProviderOptions) {
    this.#store = store;
    this.#options = options;
    this.#renewal = new Renewal({
      due: () => this.#renewOrReplace(),
      failed: (error) => this.#report(error, 'Its lease could not be renewed and is tried again'),
    });
  }

  async current(): Promise<Credentials> {
    if (this.#stop.signal.aborted) throw closed();
    const last = this.#last;
    const isFresh = Date.now() - this.#askedAt < (this.#store.reuse ?? Infinity);
    if (last !== undefined && isFresh && isGood(last)) return last;
    try {
      return await this.#ask();
    } catch (error) {
      // While the question was under way the last ones may have expired.
      if (last === undefined || !isGood(last)) throw error;
      this.#report(error, 'The last credentials are used');
      return last;
    }
  }

  async refresh(): Promise<boolean> {
    const { refreshInterval } = this.#options.timing;
    // Many connections are refused at the same time when a password changes; one question answers them all.
    if (this.#refreshed !== undefined && Date.now() - this.#refreshed.at < refreshInterval)
      return this.#refreshed.isChanged;
    const before = this.#last;
    const isChanged = await this.#ask().then(
      (credentials) => !isSame(before, credentials),
      (error: unknown) => {
        if (!this.#stop.signal.aborted) this.#report(error, 'The server refuses the last credentials');
        return false;
      },
    );
    this.#refreshed = { at: Date.now(), isChanged };
    return isChanged;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** One question at a time; whoever comes while it is under way waits for the same answer. */
  async #ask(): Promise<Credentials> {
    const { at = 0, error } = this.#failure ?? {};
    const isPaused = this.#pending === undefined && Date.now() - at < this.#options.timing.failurePause;
    if (isPaused) throw error;
    this.#pending ??= this.#fetch().finally(() => (this.#pending = undefined));
    return this.#pending;
  }

  async #fetch(): Promise<Credentials> {
    try {
      const credentials = await this.#withRetries((signal) => this.#store.fetch(signal));
      this.#failure = undefined;
      this.#askedAt = Date.now();
      this.#remember(credentials);
      return credentials;
    } catch (error) {
      this.#failure = { at: Date.now(), error };
      throw error;
    }
  }

  #remember(credentials: Credentials): void {
    this.#last = credentials;
    if (this.#store.renew && !this.#stop.signal.aborted) this.#renewal.plan(credentials);
  }

  /** New credentials when the present ones cannot be made to last. */
  async #renewOrReplace(): Promise<void> {
    const last = this.#last;
    if (last === undefined) return;
    const renewed = await this.#withRetries(async (signal) => this.#store.renew?.(last, signal));
    if (renewed === undefined) await this.#ask();
    // Others may have come in the meantime.
    else if (this.#last === last) this.#remember(renewed);
  }

  #withRetries<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return withRetries(this.#store, ask, this.#options.timing, this.#stop.signal);
  }

  async #close(): Promise<void> {
    this.#renewal.stop();
    this.#stop.abort();
    await this.#pending?.catch(() => undefined);
    const signal = AbortSignal.timeout(this.#options.timing.closeTimeout);
    await this.#store.close?.(signal).catch((error: unknown) => {
      this.#report(error, 'Its leases were not given back and run out by themselves');
    });
  }

  /** One failure is one line, however many ask in the pause after it. */
  #report(error: unknown, consequence: string): void {
    if (error === this.#reported) return;
    this.#reported = error;
    this.#options.report(`${messageOf(error)} ${consequence}.`);
  }
}

function isGood({ expires }: Credentials): boolean {
  return expires === undefined || expires.getTime() > Date.now();
}

function isSame(left: Credentials | undefined, right: Credentials): boolean {
  return left?.user === right.user && left.password.reveal() === right.password.reveal();
}
