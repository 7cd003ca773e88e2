import type { RunningServer } from '../private/start.ts';
import type { ServerStatus } from '../private/status.ts';
import type { StopResult } from '../private/stop.ts';
import { without } from '../without.ts';

/** What a start or reset came to, in words. */
export function startText(server: RunningServer): string {
  const name = `${displayName(server.kind)} ${server.version}`;
  const { host, port, socketPath } = server.address;
  const lines = {
    started: `${name} runs on ${host}:${port}`,
    'already-running': `${name} already runs on ${host}:${port}`,
    named: `The server named by the environment answers: ${name} on ${socketPath ?? `${host}:${port}`}; nothing was started`,
  };
  const changed = server.changedEnvFiles.map((file) => `Corrected the port in ${file}`);
  return [lines[server.outcome] + (server.pid ? ` (process ${server.pid})` : ''), ...changed].join('\n');
}

/** The same for programs: everything but the password. */
export function startJson({ address, ...server }: RunningServer): object {
  return { ...server, address: without(address, 'password') };
}

/** What a stop came to, in words. */
export function stopText({ outcome, kind }: StopResult): string {
  if (outcome === 'stopped') return `${displayName(kind)} stopped; its data stays.`;
  return 'The private server does not run.';
}

/** A status as a small table. */
export function statusText(status: ServerStatus): string {
  if (status.state === 'absent') return "No private server here yet. Run 'npm run db:start'.";
  const rows: [string, string][] = [
    ['server', `${displayName(status.kind)} ${status.version}`],
    ['state', stateText(status)],
    ['port', `127.0.0.1:${status.port}`],
    ['socket', status.socketPath ?? 'none'],
    ['data', status.dataDirectory],
    ['program', status.program],
    ['log', status.log],
  ];
  if (status.state === 'running') rows.push(['databases', status.databases.join(', ') || 'none']);
  return rows.map(([name, value]) => `${name.padEnd(11)}${value}`).join('\n');
}

function stateText(status: Exclude<ServerStatus, { state: 'absent' }>): string {
  switch (status.state) {
    case 'running':
      return `running for ${duration(status.uptimeSeconds)}${status.pid ? `, process ${status.pid}` : ''}`;
    case 'silent':
      return `process ${status.pid} runs but does not answer`;
    case 'stopped':
      return 'stopped';
  }
}

function duration(seconds: number): string {
  const units: readonly (readonly [string, number])[] = [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ];
  const index = units.findIndex(([, size]) => seconds >= size);
  if (index < 0) return '0 s';
  return units
    .slice(index, index + 2)
    .map(
      ([unit, size], at) =>
        `${Math.floor((at ? seconds % (units[index]?.[1] ?? 1) : seconds) / size)} ${unit}`,
    )
    .join(' ');
}

function displayName(kind: string | undefined): string {
  return kind === 'mysql' ? 'MySQL' : kind === 'mariadb' ? 'MariaDB' : 'The server';
}
