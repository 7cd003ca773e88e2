/** What the probe found out about one statement, with what it saw. */
export type Answer =
  /** All that the statement demands is so. To send it again would fail or change nothing. */
  | { readonly verdict: 'in effect'; readonly facts: readonly Fact[] }
  /** Nothing of it is so: it can be sent as if for the first time. */
  | { readonly verdict: 'not in effect'; readonly facts: readonly Fact[] }
  /** Of a statement about several objects, some were done. `left` are to do, named as in {@link Fact}. */
  | {
      readonly verdict: 'partly';
      readonly done: readonly string[];
      readonly left: readonly string[];
      readonly facts: readonly Fact[];
    }
  | { readonly verdict: 'cannot tell'; readonly reason: Doubt; readonly facts: readonly Fact[] };

/** Why the probe cannot tell. */
export type Doubt =
  /** The form of the statement leaves nothing to compare, or is not known to the probe. */
  | 'form'
  /** The account may not see what would tell. */
  | 'privilege'
  /** It is there, but with another definition than the statement gives. */
  | 'other definition'
  /** It is there, and whether with the same definition cannot be seen. */
  | 'definition not comparable'
  /** It is as demanded, and may have been so before. */
  | 'same before'
  /** Some of it is as before the statement and some as behind it. */
  | 'contradiction';

/** One thing that was looked at. */
export interface Fact {
  readonly object: string;
  /** As in `shop.orders`. */
  readonly name: string;
  readonly state: 'present' | 'absent' | 'unreadable';
}

/** A verdict before the facts are put to it. */
export type Finding =
  | { readonly verdict: 'in effect' | 'not in effect' }
  | { readonly verdict: 'partly'; readonly done: readonly string[]; readonly left: readonly string[] }
  | { readonly verdict: 'cannot tell'; readonly reason: Doubt };

/** All of it is so. */
export const inEffect: Finding = { verdict: 'in effect' };
/** Nothing of it is so. */
export const notInEffect: Finding = { verdict: 'not in effect' };

/** It cannot be told. */
export function doubt(reason: Doubt): Finding {
  return { verdict: 'cannot tell', reason };
}
