/** Exit codes of the program; `changes`: a dry run with --detailed-exitcode found something to do. */
export const exitCodes = { success: 0, failure: 1, changes: 2, interrupted: 130 } as const;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
