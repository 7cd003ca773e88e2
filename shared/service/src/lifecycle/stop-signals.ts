const signals = ['SIGTERM', 'SIGINT'] as const;

/**
 * Calls `stop` at the first SIGTERM or SIGINT. A second one finds Node's default again and ends the process at once.
 * @returns a function that takes the listeners away
 */
export function onStopSignal(stop: (signal: NodeJS.Signals) => void): () => void {
  const remove = () => signals.forEach((signal) => process.off(signal, listener));
  const listener = (signal: NodeJS.Signals) => {
    remove();
    stop(signal);
  };
  signals.forEach((signal) => process.on(signal, listener));
  return remove;
}
