import type { Difference } from '../plan/compare-fingerprints.ts';

/** What an Undo file left behind or took too much of, as in `index ix_name on users is missing`. */
export function describeDifference(difference: Difference): string {
  switch (difference.kind) {
    case 'remains':
      return `${nameOf(difference)} remains`;
    case 'missing':
      return `${nameOf(difference)} is missing`;
    case 'changed':
      return `${nameOf(difference)} is not as before: ${difference.properties.join(', ')}`;
    case 'rows':
      return rowsText(difference);
  }
}

function nameOf({ object, name, table }: Exclude<Difference, { kind: 'rows' }>): string {
  return `${object} ${name}${table === undefined ? '' : ` on ${table}`}`;
}

function rowsText({ table, more, less }: Extract<Difference, { kind: 'rows' }>): string {
  const rows = (count: number) => `${count} row${count === 1 ? '' : 's'}`;
  if (less === 0) return `${rows(more)} more in ${table}`;
  if (more === 0) return `${rows(less)} less in ${table}`;
  return more === less
    ? `${rows(more)} changed in ${table}`
    : `${rows(more)} more and ${less} less in ${table}`;
}
