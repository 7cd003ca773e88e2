import { randomBytes } from 'node:crypto';
import { qualifiedName } from '../../history/sql.ts';
import type { ObjectName } from '../change.ts';
import type { Element } from '../table-form.ts';
import { ask, isRefusal, type Context } from './context.ts';
import { readTableDefinition, type TableDefinition } from './table-definition.ts';

/** One step of a rehearsal. */
export interface Rehearsed {
  /** Behind CREATE TEMPORARY TABLE name of the first, behind ALTER TABLE name of those that follow. */
  readonly text: string;
  readonly sqlMode: string;
}

/**
 * Lets the server itself write a definition: on a temporary table, which no other session sees, which commits nothing
 * and is gone with the session. What it then prints can be compared with what it prints of the real table, so that no
 * rule of how servers normalise types, defaults and expressions is written down here.
 *
 * The name is random: should the temporary table be lost, an ALTER finds no table at all.
 *
 * @returns the definition after each step; undefined when the server refuses one, as it does with foreign keys,
 *   FULLTEXT, partitions and encryption of temporary tables
 */
export async function rehearse(
  context: Context,
  schema: string,
  steps: readonly Rehearsed[],
): Promise<readonly TableDefinition[] | undefined> {
  const copy = { schema, name: `nilecare_probe_${randomBytes(8).toString('hex')}` };
  const name = qualifiedName({ schema, table: copy.name });
  const definitions: TableDefinition[] = [];
  try {
    for (const [index, { text, sqlMode }] of steps.entries()) {
      const verb = index === 0 ? 'CREATE TEMPORARY TABLE' : 'ALTER TABLE';
      await context.setMode(sqlMode);
      const answer = await ask(context, 'rehearse a statement', `${verb} ${name} ${text}`);
      await context.setMode('');
      const definition = isRefusal(answer) ? undefined : await show(context, copy);
      if (!definition) return undefined;
      definitions.push(definition);
    }
    return definitions;
  } finally {
    await ask(context, 'end the rehearsal', `DROP TEMPORARY TABLE IF EXISTS ${name}`);
  }
}

async function show(context: Context, name: ObjectName): Promise<TableDefinition | undefined> {
  const shown = await ask<Record<string, string>>(
    context,
    'read the rehearsed definition',
    `SHOW CREATE TABLE ${qualifiedName({ schema: name.schema, table: name.name })}`,
  );
  const text = isRefusal(shown) ? undefined : shown[0]?.['Create Table'];
  return text === undefined ? undefined : readTableDefinition(context, name, text);
}

/** Elements that a temporary table can have; names of its checks would have to be free in the whole schema. */
export function rehearsable(elements: readonly Element[]): string {
  const texts = elements.flatMap((element) => {
    if (element.kind === 'foreign key' || (element.kind === 'index' && element.isFulltext)) return [];
    return [element.text];
  });
  return `(${texts.join(', ')})`;
}
