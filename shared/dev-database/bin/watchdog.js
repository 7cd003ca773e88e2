// Cleans up after a process that died without doing so itself. Its stdin is a pipe to that process; every line
// is {"id", "pid"?, "directory"?} to remember or {"id", "forget": true}. When the pipe closes, whatever is left
// is killed and removed. It runs in a session of its own, so that Ctrl-C does not end it first.
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const watched = new Map();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { id, forget, ...what } = JSON.parse(line);
    if (forget) watched.delete(id);
    else watched.set(id, { ...watched.get(id), ...what });
  })
  .on('close', () => {
    for (const { pid } of watched.values()) kill(pid);
    for (const { directory } of watched.values()) remove(directory);
  });

function kill(pid) {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

function remove(directory) {
  if (directory === undefined) return;
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}
