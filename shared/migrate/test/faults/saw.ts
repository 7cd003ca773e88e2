/** What a test of a fault tells the table of `npm run test:faults`. */
export interface FaultMeta {
  /** What was seen, in a few words. */
  readonly seen: string;
}

declare module 'vitest' {
  interface TaskMeta {
    fault?: FaultMeta;
  }
}

/** Notes what was seen for the table; a later call adds to it. */
export function saw(task: { readonly meta: { fault?: FaultMeta } }, text: string): void {
  const before = task.meta.fault ? `${task.meta.fault.seen}; ` : '';
  task.meta.fault = { seen: `${before}${text}` };
}
