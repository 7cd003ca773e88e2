/** The signal by whose name a `stop` was aborted; SIGINT when it has none. */
export function stopSignal(stop: AbortSignal): 'SIGINT' | 'SIGTERM' {
  return stop.reason === 'SIGTERM' ? 'SIGTERM' : 'SIGINT';
}

/** Reason of a `stop` that gives the running statement as much time as it takes. */
export const behindStatement = 'BEHIND_STATEMENT';
