import type { AccountStatus, Condition, MigrationCondition, PlatformStatus, ServiceStatus } from './model.ts';

/** The word for a condition, as people read it. */
export const conditionWords: Readonly<Record<Condition | MigrationCondition, string>> = {
  planned: 'planned',
  ok: 'ok',
  pending: 'pending',
  running: 'running',
  drift: 'drift',
  interrupted: 'interrupted',
  failed: 'failed',
  unreadable: 'unreadable',
  away: 'away',
  past: 'not in effect',
};

/** `2026-11-26 01:08`, UTC. */
export function minuteText(moment: Date): string {
  return moment.toISOString().slice(0, 16).replace('T', ' ');
}

/** `41 ms`, `1.2 s`, `3 min 20 s`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `MariaDB 10.11.19`. */
export function serverText({ kind, version }: NonNullable<ServiceStatus['server']>): string {
  return `${kind === 'mariadb' ? 'MariaDB' : 'MySQL'} ${version}`;
}

/** `2 ok`, `1 of 2 ok`; a dash where none was looked at. */
export function accountsText(accounts: readonly AccountStatus[]): string {
  const well = accounts.filter(({ isWell }) => isWell).length;
  if (accounts.length === 0) return '–';
  return well === accounts.length ? `${well} ok` : `${well} of ${accounts.length} ok`;
}

/** The whole in one sentence. */
export function verdictText({ attention, services }: PlatformStatus): string {
  if (attention.length > 0)
    return attention.length === 1
      ? 'One thing needs attention.'
      : `${attention.length} things need attention.`;
  return services.length === 1 ? 'All is well.' : `All is well in ${services.length} databases.`;
}
