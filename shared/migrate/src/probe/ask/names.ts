import { doubt, inEffect, notInEffect, type Finding } from '../answer.ts';
import type { ObjectName } from '../change.ts';
import type { TableForm } from '../table-form.ts';
import type { Context } from './context.ts';
import { isPresent, type Sight } from './sight.ts';

/**
 * DROP of several objects. MySQL drops all or none (manual 15.1.1, atomic DDL); MariaDB drops one after the other, and
 * a crash or a missing one leaves those before it dropped.
 *
 * @param object of those that are meant: a table is no view
 */
export function probeDrop(
  { session }: Pick<Context, 'session'>,
  object: string,
  sights: readonly Sight[],
): Finding {
  const isLeft = (sight: Sight) => isPresent(sight) && sight.object === object;
  const left = sights.filter(isLeft).map(({ name }) => name);
  const done = sights.filter((sight) => !isLeft(sight)).map(({ name }) => name);
  if (left.length === 0) return inEffect;
  if (done.length === 0 || session.server.kind === 'mysql') return notInEffect;
  return { verdict: 'partly', done, left };
}

type RenameTables = Extract<TableForm, { kind: 'rename tables' }>;

/** RENAME TABLE, which may go over names that stand between: only what is there before or behind it alone tells. */
export function probeRename({ pairs }: RenameTables, sights: readonly Sight[]): Finding {
  const { before, behind } = namesAround(pairs);
  const isThere = (name: string) => sights.some((sight) => sight.name === name && isPresent(sight));
  const [onlyBefore, onlyBehind] = [difference(before, behind), difference(behind, before)];
  // A swap of two tables leaves the same names.
  if (onlyBefore.length === 0 && onlyBehind.length === 0) return doubt('form');
  if (onlyBehind.every(isThere) && !onlyBefore.some(isThere)) return inEffect;
  if (onlyBefore.every(isThere) && !onlyBehind.some(isThere)) return notInEffect;
  return doubt('contradiction');
}

interface Around {
  readonly before: ReadonlySet<string>;
  readonly behind: ReadonlySet<string>;
}

/** Which of the names must be there before the statement, and which are there behind it. */
function namesAround(pairs: RenameTables['pairs']): Around {
  const before = new Set<string>();
  const there = new Set<string>();
  for (const { from, to } of pairs) {
    const [old, now] = [written(from), written(to)];
    if (!there.delete(old)) before.add(old);
    there.add(now);
  }
  return { before, behind: there };
}

function difference(a: ReadonlySet<string>, b: ReadonlySet<string>): readonly string[] {
  return [...a].filter((name) => !b.has(name));
}

function written({ schema, name }: ObjectName): string {
  return `${schema}.${name}`;
}
