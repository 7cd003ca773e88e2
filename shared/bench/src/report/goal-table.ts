import Table from 'cli-table3';
import type { Goal, Reached } from '../results/goals.ts';

/** The goals as a table for the screen; those of which nothing was measured are left out. */
export function goalText(goals: readonly Goal[]): string {
  const table = new Table({ head: ['goal', '', 'MariaDB', 'MySQL'], style: { head: [], border: [] } });
  for (const { id, text, measured } of goals)
    if (Object.keys(measured).length > 0)
      table.push([id, text, reachedText(measured.mariadb), reachedText(measured.mysql)]);
  return table.length === 0 ? '' : `\n${table.toString()}`;
}

/** `1.42, reached`; nothing where nothing was measured. */
export function reachedText(reached: Reached | undefined): string {
  if (!reached) return '';
  const value = Number(reached.value.toPrecision(3));
  return `${value}, ${reached.isReached ? 'reached' : 'not reached'}`;
}
