import type { ContestantResult, RowResult } from '../results/model.ts';

/** Seconds with three significant digits at least: `0.0123`, `0.412`, `12.3`. */
export function seconds(value: number): string {
  return value < 0.1 ? value.toFixed(3) : value < 10 ? value.toFixed(2) : value.toFixed(1);
}

/** How many times as long as the floor; undefined where one of the two has no time. */
export function timesFloor(
  { contestants, floor }: RowResult,
  { wall }: ContestantResult,
): number | undefined {
  const base = contestants.find(({ name }) => name === floor)?.wall;
  return base && wall ? wall.median / base.median : undefined;
}

/** `1.27 ×`. */
export function times(value: number | undefined): string {
  return value === undefined ? '' : `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ×`;
}

/** User and system time together. */
export function processorTime({ user, system }: ContestantResult): string {
  return user === undefined || system === undefined ? '' : seconds(user + system);
}

/** A whole number, or nothing. */
export function whole(value: number | undefined): string {
  return value === undefined ? '' : String(Math.round(value));
}

/** `MariaDB 10.11.19`. */
export function serverName({ server: { kind, version } }: RowResult): string {
  return `${kind === 'mariadb' ? 'MariaDB' : 'MySQL'} ${version}`;
}
