import type { styleText } from 'node:util';
import {
  lastOf,
  pendingOf,
  type AccountStatus,
  type Attention,
  type Condition,
  type PlatformStatus,
  type ServiceStatus,
} from './model.ts';
import { accountsText, conditionWords, durationText, minuteText, serverText, verdictText } from './words.ts';
import { plain, wrapped } from './wrapped.ts';

/** Colours a text, or leaves it alone where there is no terminal. */
export type Paint = (format: Parameters<typeof styleText>[0], text: string) => string;

/** Columns that the text fits into. */
const width = 100;

const marks: Readonly<Record<Condition | 'accounts', { readonly sign: string; readonly color: Color }>> = {
  planned: { sign: '·', color: 'gray' },
  ok: { sign: '✓', color: 'green' },
  pending: { sign: '○', color: 'yellow' },
  running: { sign: '▸', color: 'blue' },
  drift: { sign: '≠', color: 'yellow' },
  interrupted: { sign: '◐', color: 'red' },
  failed: { sign: '✗', color: 'red' },
  unreadable: { sign: '?', color: 'red' },
  away: { sign: '✗', color: 'red' },
  accounts: { sign: '!', color: 'yellow' },
};

type Color = 'gray' | 'green' | 'yellow' | 'blue' | 'red';

/** The status for people: a table of two lines a service, the planned ones, the reader, what needs attention. */
export function statusText(status: PlatformStatus, paint: Paint): string {
  const active = status.services.filter(({ condition }) => condition !== 'planned');
  const planned = status.services.filter(({ condition }) => condition === 'planned');
  return [
    `Status of ${minuteText(status.takenAt)} UTC`,
    '',
    ...(active.length > 0
      ? [paint('dim', tableLine(heads)), ...active.flatMap((it) => serviceLines(it, paint)), '']
      : []),
    ...plannedLines(planned),
    ...(status.reader ? [readerLine(status.reader), ''] : []),
    ...status.attention.flatMap((attention) => attentionLines(attention, paint)),
    paint(status.attention.length > 0 ? 'yellow' : 'green', verdictText(status)),
  ].join('\n');
}

const heads = ['service', 'state', 'version', 'pending', 'users', 'last migration (UTC)'];
const widths = [25, 13, 10, 9, 12, 29];

function tableLine(cells: readonly string[]): string {
  return `  ${cells.map((cell, column) => fitted(cell, widths[column] ?? 0)).join('')}`.trimEnd();
}

/** At least one blank stays behind a cell. */
function fitted(value: string, columns: number): string {
  const cell = plain(value);
  const text = cell.length < columns ? cell : `${cell.slice(0, columns - 2)}…`;
  return text.padEnd(columns);
}

function serviceLines(service: ServiceStatus, paint: Paint): readonly string[] {
  const { name, condition, version, accounts } = service;
  const last = lastOf(service);
  const isRead = condition !== 'away' && condition !== 'unreadable';
  const { sign, color } = marks[condition];
  const cells = tableLine([
    name,
    conditionWords[condition],
    isRead ? (version ?? 'none') : '–',
    isRead ? String(pendingOf(service).length) : '–',
    accountsText(accounts),
    last ? `${minuteText(last.applied.at)}, ${durationText(last.applied.milliseconds)}` : '–',
  ]);
  const word = conditionWords[condition];
  const at = cells.indexOf(word, 2 + (widths[0] ?? 0));
  const painted = `${cells.slice(2, at)}${paint(color, word)}${cells.slice(at + word.length)}`;
  return [`${paint(color, sign)} ${painted}`, paint('dim', placeLine(service, last?.applied.by))];
}

function placeLine({ database, server, address }: ServiceStatus, by: string | undefined): string {
  const place = [server && serverText(server), address].filter(Boolean).join(' on ');
  const [name = 0, ...others] = widths;
  const middle = others.slice(0, -1).reduce((sum, columns) => sum + columns, 0);
  const end = by === undefined ? '' : fitted(`by ${by}`, others.at(-1) ?? 0);
  return `  ${fitted(database, name)}${fitted(place, middle)}${end}`.trimEnd();
}

function plannedLines(services: readonly ServiceStatus[]): readonly string[] {
  if (services.length === 0) return [];
  const names = services.map(({ name, database, accounts }) =>
    accounts.length === 0 || accounts.every(({ isWell }) => isWell)
      ? `${name} (${database})`
      : `${name} (${database}: see below)`,
  );
  return [...wrapped(`Without migrations yet: ${names.join(', ')}`, width, ''), ''];
}

function readerLine({ account, isWell }: AccountStatus): string {
  return `Reader of all databases: ${account} ${isWell ? 'ok' : 'needs attention'}`;
}

function attentionLines({ service, kind, what, next }: Attention, paint: Paint): readonly string[] {
  const { sign, color } = marks[kind];
  const [first = '', ...rest] = wrapped(
    `${service === undefined ? '' : `${service}: `}${what}`,
    width - 2,
    '',
  );
  return [
    `${paint(color, sign)} ${first}`,
    ...rest.map((line) => `  ${line}`),
    ...next.flatMap((line) => wrapped(line, width - 4, '').map((part) => `    ${part}`)),
    '',
  ];
}
