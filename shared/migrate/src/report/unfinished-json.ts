import type { InfoReport } from '../commands/info.ts';
import type { UnfinishedScript } from '../unfinished.ts';
import { goOnCommand } from './describe-unfinished.ts';

/** How far a script is, as a field beyond Flyway's; none where it is not unfinished. */
export function unfinishedField({ unfinished }: { readonly unfinished?: UnfinishedScript | undefined }) {
  return unfinished ? { unfinished: fieldsOf(unfinished) } : {};
}

/** Those that belong to no migration, since their file is gone. */
export function orphanFields({ infos, unfinished }: Pick<InfoReport, 'infos' | 'unfinished'>) {
  const orphans = unfinished.filter((script) => !infos.some((info) => info.unfinished === script));
  return orphans.length > 0 ? { unfinished: orphans.map(fieldsOf) } : {};
}

function fieldsOf(unfinished: UnfinishedScript) {
  const { state, script, direction, total, committed, statement, startedAt } = unfinished;
  return {
    state,
    script,
    command: direction,
    statementNumber: statement?.number ?? null,
    lineNumber: statement?.line ?? null,
    statementCount: total,
    statementsCommitted: committed,
    startedAtUTC: `${startedAt.slice(0, 19).replace(' ', 'T')}Z`,
    account: unfinished.account,
    host: unfinished.host,
    process: unfinished.process,
    goOnWith: goOnCommand(unfinished),
  };
}
