/** The signal by whose name a `stop` was aborted; SIGINT when it has none. */
export function stopSignal(stop: AbortSignal): 'SIGINT' | 'SIGTERM' {
  return stop.reason === 'SIGTERM' ? 'SIGTERM' : 'SIGINT';
}
