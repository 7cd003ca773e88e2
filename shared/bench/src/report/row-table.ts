import Table from 'cli-table3';
import type { ContestantResult, RowResult } from '../results/model.ts';
import { processorTime, seconds, serverName, times, timesFloor, whole } from './numbers.ts';

/** A row as a table for the screen, with what went wrong below. */
export function rowText(row: RowResult): string {
  const table = new Table({
    head: ['tool', 'seconds', 'min - max', `× ${row.floor}`, 'processor s', 'MiB', 'queries', 'fsyncs'],
    style: { head: [], border: [] },
  });
  for (const contestant of row.contestants) table.push(cells(row, contestant));
  const failures = row.contestants
    .filter(({ failed }) => failed !== undefined)
    .map(({ name, failed }) => `${name} failed: ${failed ?? ''}`);
  const leftOut = Object.entries(row.leftOut).map(([name, why]) => `${name}: ${why}`);
  return [heading(row), table.toString(), ...leftOut, ...failures].join('\n');
}

function heading(row: RowResult): string {
  const runs = Math.max(...row.contestants.map((contestant) => contestant.runs));
  const line = row.roundTrip
    ? `, ${row.roundTrip.measured.toFixed(1)} ms a query longer than without the delay`
    : '';
  return `\n${row.row}: ${row.title}, ${serverName(row)}, ${runs} ${runs === 1 ? 'run' : 'runs'}${line}`;
}

function cells(row: RowResult, contestant: ContestantResult): string[] {
  const { name, version, wall, memory, queries, fsyncs } = contestant;
  return [
    version === undefined ? name : `${name} ${version}`,
    wall ? seconds(wall.median) : 'failed',
    wall ? `${seconds(wall.min)} - ${seconds(wall.max)}` : '',
    times(timesFloor(row, contestant)),
    processorTime(contestant),
    whole(memory),
    whole(queries),
    whole(fsyncs),
  ];
}
