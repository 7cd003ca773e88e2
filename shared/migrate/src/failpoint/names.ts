/** The numbered moments of a run at which a test may break it. Each is called where its comment says. */
export const failpointNames = [
  /** The lease is taken, nothing of this run is written yet. */
  'lease-taken',
  /** In front of the first statement of a script. */
  'script-begin',
  /** In front of a write of the journal. */
  'journal-write',
  /** The journal is written, the statement is not sent. */
  'statement-send',
  /** The statement is on its way, no reply is read. */
  'statement-sent',
  /** The reply is read, nothing of it is recorded. */
  'statement-done',
  /** In front of the history row of a success. */
  'history-write',
  /** In front of the COMMIT of the history row. */
  'commit',
  /** Behind that COMMIT. */
  'committed',
  /** In front of the history row of a failure. */
  'failure-record',
  /** In front of giving the lease back by itself. */
  'lease-release',
] as const;

/** A moment of a run at which a test may break it. */
export type FailpointName = (typeof failpointNames)[number];
