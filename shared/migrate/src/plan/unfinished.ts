import type { OpenPosition } from '../journal/open-position.ts';
import type { MigrationInfo } from '../model.ts';
import type { UnfinishedScript } from '../unfinished.ts';
import { abbreviateScript } from './findings.ts';

/** An open position as a user is told of it. Pure. */
export function unfinishedScript({ kind, record, position, row }: OpenPosition): UnfinishedScript {
  const { script, direction, total, committed, sent } = position;
  const { account, host, process } = record.runner;
  const isUndoing = position.state === 'undoing';
  const isHeld = kind === 'interrupted' && (record.lease?.expiresIn ?? 0) > 0;
  return {
    state: isUndoing ? 'undoing' : isHeld ? 'running' : kind,
    script,
    direction,
    total,
    committed,
    ...(sent && { statement: { number: sent.number, line: sent.line } }),
    startedAt: record.startedAt,
    account,
    host,
    process,
    ...(row && { installedRank: row.installedRank }),
  };
}

/** Puts to each migration how far its script is, where the journal tells that it was begun and not ended. Pure. */
export function withUnfinished(
  infos: readonly MigrationInfo[],
  unfinished: readonly UnfinishedScript[],
): readonly MigrationInfo[] {
  if (unfinished.length === 0) return infos;
  return infos.map((info) => {
    const own = unfinished.find((script) => isOf(script, info));
    return own ? { ...info, unfinished: own } : info;
  });
}

/** Of the failed row; where nothing is recorded, of the file that is pending or whose undo file was begun. */
function isOf({ script, installedRank }: UnfinishedScript, { row, migration, undo }: MigrationInfo): boolean {
  if (installedRank !== undefined) return row?.installedRank === installedRank;
  const file = row?.success ? undo : row ? undefined : migration;
  return file !== undefined && abbreviateScript(file.script) === script;
}
