/** How often it is looked whether npm still runs, in milliseconds. */
const interval = 200;

/**
 * Turns the ways in which npm and pm2 ask a process to stop, other than by a signal, into SIGTERM:
 *
 * - npm passes SIGTERM to the shell between itself and the script. Unless that shell has replaced itself by the
 *   script, it ends without passing the signal on, so that the script gets another parent.
 * - pm2 sends the message `shutdown` where it is told to (`shutdown_with_message`), because Windows has no signals.
 *
 * @returns a function that ends this
 */
export function followSupervisor(environment: Readonly<Record<string, string | undefined>>): () => void {
  const stop = () => void process.emit('SIGTERM', 'SIGTERM');
  const onMessage = (message: unknown) => {
    if (message === 'shutdown') stop();
  };
  process.on('message', onMessage);
  const timer = environment['npm_lifecycle_event'] === undefined ? undefined : watchParent(stop);
  return () => {
    process.off('message', onMessage);
    clearInterval(timer);
  };
}

function watchParent(onGone: () => void): NodeJS.Timeout {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, interval);
  return timer.unref();
}
