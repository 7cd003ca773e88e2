import {
  describeFinding,
  describeUnfinished,
  type Finding,
  type InfoReport,
  type MigrationInfo,
  type UnfinishedScript,
} from '@nilecare/migrate';
import type { Attention, MigrationCondition } from './model.ts';
import type { FoundService } from './read-service.ts';

/** What a person has to see to in the schema of one service. Pure. */
export function schemaAttention({ service: { name }, found }: FoundService): readonly Attention[] {
  if (found.kind === 'planned') return [];
  if (found.kind !== 'read') return [attentionOf(name, found.kind, found.reason)];
  const { report, findings } = found;
  return [
    ...report.unfinished.map((unfinished): Attention => {
      const finding = findings.find(({ info, code }) => info.unfinished === unfinished && isFailure(code));
      return attentionOf(
        name,
        unfinishedCondition(unfinished),
        finding ? failureText(finding) : describeUnfinished(unfinished),
      );
    }),
    ...findings
      .filter(({ info }) => !info.unfinished && !isWaiting(info))
      .map((finding) =>
        attentionOf(name, isFailure(finding.code) ? 'failed' : 'drift', describeFinding(finding)),
      ),
    ...pendingAttention(name, report),
  ];
}

/** The word for a script that was begun and not ended; an undo that broke off half way did so as well. */
export function unfinishedCondition({
  state,
}: UnfinishedScript): Extract<MigrationCondition, 'failed' | 'interrupted' | 'running'> {
  return state === 'undoing' ? 'interrupted' : state;
}

/** The engine names its commands as its own program has them; here they are the scripts of a service. */
export function asNpmScript(text: string, service: string): string {
  return text.replaceAll(
    /(?:nilecare-migrate|\b[Rr]un) (migrate|resume|repair|undo)\b/g,
    (_, command: string) => `npm run migrate:${command === 'migrate' ? 'up' : command} -w ${service}`,
  );
}

function attentionOf(service: string, kind: Attention['kind'], text: string): Attention {
  const [what = '', ...next] = asNpmScript(text, service)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return { service, kind, what, next };
}

/** How far it came says more than that it failed, which stands before it. */
function failureText(finding: Finding): string {
  const [, ...lines] = describeFinding(finding).split('\n');
  return lines.join('\n');
}

function pendingAttention(service: string, { infos }: InfoReport): readonly Attention[] {
  const scripts = infos.flatMap((info) =>
    isWaiting(info) && !info.unfinished ? [(info.migration ?? info.row)?.script ?? ''] : [],
  );
  if (scripts.length === 0) return [];
  const shown = scripts.length > 3 ? [...scripts.slice(0, 2), `and ${scripts.length - 2} more`] : scripts;
  const what = `${scripts.length === 1 ? 'One migration is' : `${scripts.length} migrations are`} pending: ${shown.join(', ')}.`;
  return [{ service, kind: 'pending', what, next: [`Apply with: npm run migrate:up -w ${service}`] }];
}

function isWaiting({ state }: MigrationInfo): boolean {
  return state === 'Pending' || state === 'Outdated';
}

function isFailure(code: Finding['code']): boolean {
  return code.startsWith('FAILED_');
}
