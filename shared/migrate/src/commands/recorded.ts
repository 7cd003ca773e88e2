import { watch, type RunRecord } from '../execute/run-record.ts';
import { readStructures } from '../history/structure.ts';
import { journalTable } from '../journal/sql.ts';
import type { LockedWorkspace } from './workspace.ts';

/**
 * Has a command noted: what the schemas are made of before and behind it, its plan, and what it sends.
 *
 * The schemas are looked at on the companion, whose session no script has changed. What cannot be read behind the
 * command is left out, so that it hides neither report nor error.
 *
 * @throws QueryError | ConnectionError when the schemas cannot be read before it
 */
export async function recorded<Report>(
  workspace: LockedWorkspace,
  record: RunRecord,
  use: (workspace: LockedWorkspace) => Promise<Report>,
): Promise<Report> {
  const { session, companion } = workspace;
  const before = await structures(workspace);
  const [found] = await companion.use((own) =>
    own.query<{ account: string }>('ask who this is', 'SELECT CURRENT_USER() AS account'),
  );
  record.seen = { server: session.server, account: found?.account ?? '', before };
  try {
    return await use({ ...watch(workspace, record.deeds), record });
  } finally {
    const after = await structures(workspace).catch(() => undefined);
    if (after) record.after = after;
  }
}

function structures({ companion, config, schema }: LockedWorkspace) {
  const own = [config.table, journalTable({ schema, table: config.table }).table];
  return companion.use((session) => readStructures(session, config.schemas, own));
}
