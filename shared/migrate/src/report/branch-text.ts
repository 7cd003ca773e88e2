import path from 'node:path';
import type { CheckedMove, CheckReport } from '../commands/check.ts';
import type { BranchFile } from '../plan/branch-sides.ts';
import type { BranchFinding } from '../plan/compare-branches.ts';

/** The report of `check` as a person reads it: findings with what to do, then the renaming. */
export function branchText(report: CheckReport): string {
  const { branch, findings, moves } = report;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const result =
    findings.length === 0
      ? `The migrations here go behind those of ${branch}.`
      : `${count(errors, 'error')}, ${count(findings.length - errors, 'warning')} against ${branch}.`;
  return [
    ...findings.map(
      (finding) => `${finding.severity.toUpperCase()} ${describeBranchFinding(finding, report)}`,
    ),
    ...(moves.length > 0 ? renumberingLines(report) : []),
    result,
  ].join('\n\n');
}

/** What is the matter, and what to do. */
export function describeBranchFinding(finding: BranchFinding, report: CheckReport): string {
  const { branch } = report;
  const show = (file: BranchFile) => shownPath(file.path, report);
  const file = show(finding.file);
  switch (finding.code) {
    case 'DUPLICATE':
      return describeDuplicate(finding, report);
    case 'LOWER':
      return `${file} is lower than ${show(finding.other)} of ${branch}.\nAfter the merge it ${finding.severity === 'error' ? 'is Ignored' : 'runs out of order'} wherever that is applied. Renumber it, as below.`;
    case 'CHANGED':
      return `${file} is not what ${show(finding.other)} is on ${branch}.\nEvery database that has it reports a mismatch. Put it back (git checkout ${shellWord(branch)} -- ${shellWord(show(finding.other))}) and write a new migration.`;
    case 'DELETED':
      return `${file} is on ${branch} and was deleted here.\nEvery database that has it reports it as missing. Put it back: git checkout ${shellWord(branch)} -- ${shellWord(file)}`;
    case 'UNDO_WITHOUT_VERSIONED':
      return `${file} undoes a version that no file has.\nIt never runs. Give it the version of its migration.`;
    case 'VERSIONED_WITHOUT_UNDO':
      return `${file} has no undo file.\nundo refuses it. Write one, as other versions have it.`;
    case 'SAME_OBJECTS': {
      const [first, second] =
        finding.first === 'here' ? [finding.file, finding.other] : [finding.other, finding.file];
      return `${file} and ${show(finding.other)} of ${branch} both touch ${finding.objects.join(', ')}.\nA new database runs ${show(first)} before ${show(second)}; see that they work in this order.`;
    }
  }
}

function describeDuplicate(
  finding: Extract<BranchFinding, { code: 'DUPLICATE' }>,
  report: CheckReport,
): string {
  const { file, other, where } = finding;
  const { category, version, description } = file.name;
  const what = version ? `version ${version.text}` : `description ${description}`;
  const remedy = category === 'Versioned' ? 'Renumber it, as below.' : 'Rename the one here.';
  const place = where === 'branch' ? ` of ${report.branch}` : '';
  return `${shownPath(file.path, report)} has the ${what}, as ${shownPath(other.path, report)}${place} has.\nAfter the merge nothing migrates: one ${version ? 'version' : 'description'} is for one file. ${remedy}`;
}

function renumberingLines(report: CheckReport): readonly string[] {
  const lines = report.moves.map((move) => `  ${moveLine(move, report)}`);
  return report.renumbered
    ? [
        ['Renumbered:', ...lines].join('\n'),
        'Where an old version is applied already, in a database of your own: undo it there before, or clean and migrate.',
      ]
    : [[`Renumbering, done by check -branch=${shellWord(report.branch)} -fix:`, ...lines].join('\n')];
}

/** The line that does it in a shell. */
export function moveLine({ from, to, tracked }: CheckedMove, report: CheckReport): string {
  const [source, target] = [from, to].map((each) => shellWord(shownPath(each, report)));
  return `${tracked ? 'git mv' : 'mv'} ${source ?? ''} ${target ?? ''}`;
}

/** Relative to the working directory, so that it can be copied into a command. */
export function shownPath(file: string, { root, workingDirectory }: CheckReport): string {
  return path.relative(workingDirectory, path.join(root, file)).replaceAll(path.sep, '/');
}

/** Quoted where a shell needs it. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
