import { describeDifference } from '../describe-difference.ts';
import type { Evidence, EvidenceStatement } from './evidence.ts';
import { code, factTable, listTable, markup, type Markup } from './markup.ts';
import { style } from './style.ts';

/** The evidence as one page by itself: no script, nothing from elsewhere, fit for printing. */
export function evidencePage(evidence: Evidence): string {
  const { operation, where, result, when } = evidence;
  const title = `${operation} of ${where.database}, ${when.started}`;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Evidence: ${title}</title>
<style>
${{ html: style }}
</style>
</head>
<body>
<h1>${operation} of ${where.database}</h1>
<p><span class="outcome ${result.outcome}">${result.outcome}</span> <span class="soft">${when.started} to ${when.ended ?? 'not known'}</span></p>
${resultSection(evidence)}
${planSection(evidence)}
${structureSection(evidence)}
<h2>Change</h2>
${deploymentTable(evidence)}
<h2>Who and where</h2>
${placeTable(evidence)}
${statementSection(evidence)}
<p class="soft">Evidence of nilecare-migrate, version ${evidence.evidenceVersion} of its format. Times are UTC. The JSON file of the same name holds all of it.</p>
</body>
</html>
`;
  return page.html;
}

function resultSection({ result, notEnded }: Evidence): Markup {
  const { summary, applied, stoppedAt, notRun, next, errorCode } = result;
  const rows = applied.map(({ script, milliseconds }) => [script, `${milliseconds} ms`]);
  return markup`<p class="summary">${summary}</p>
${errorCode === null ? [] : [markup`<p>Error code: <code>${errorCode}</code></p>`]}
${stoppedAt ? [markup`<p>Stopped at statement ${stoppedAt.statement} of ${stoppedAt.statements} of ${stoppedAt.script}, line ${stoppedAt.line}; committed of it: ${stoppedAt.committed}.</p>`] : []}
${next.length > 0 ? [markup`<h2>What to do</h2>\n<ul>${next.map((way) => markup`<li>${way}</li>`)}</ul>`] : []}
<h2>Applied and committed</h2>
${rows.length > 0 ? listTable(['script', 'time'], rows) : markup`<p>Nothing.</p>`}
${notRun.length > 0 ? [markup`<p>Not begun: ${notRun.join(', ')}</p>`] : []}
${notEnded.length > 0 ? [markup`<p>Runs on this database that had not ended when this one began, killed or still at work: ${notEnded.join(', ')}</p>`] : []}`;
}

function planSection({ plan, operation }: Evidence): Markup {
  if (!plan)
    return markup`<h2>Plan</h2>\n<p>No plan was made, or ${operation} has none: it sends no file.</p>`;
  const isEqual = plan.hash === plan.appliedHash;
  const verdict = isEqual
    ? markup`<span class="equal">equal: what was sent is what was planned</span>`
    : markup`<span class="unequal">not equal: not all of the plan was sent, or something else</span>`;
  const approved = plan.approved === null ? 'no approval was asked for' : plan.approved ? 'yes' : 'no';
  const steps = plan.steps.map((step) => [
    step.action,
    step.script,
    step.category,
    step.mode ?? '',
    markup`<code>${step.sha256}</code>`,
  ]);
  const callbacks = plan.callbacks.map(({ event, script, sha256 }) => [
    event,
    script,
    markup`<code>${sha256}</code>`,
  ]);
  return markup`<h2>Plan</h2>
${factTable([
  ['plan hash', code(plan.hash)],
  ['applied hash', code(plan.appliedHash)],
  ['the two are', verdict],
  ['plan was approved', approved],
])}
${steps.length > 0 ? listTable(['action', 'script', 'category', 'mode', 'SHA-256'], steps) : markup`<p>No steps.</p>`}
${callbacks.length > 0 ? [markup`<h2>Callbacks of the plan</h2>`, listTable(['event', 'script', 'SHA-256'], callbacks)] : []}`;
}

function structureSection({ structure: { before, after, changes } }: Evidence): Markup {
  const several = new Set(changes?.map(({ schema }) => schema)).size > 1;
  const lines = (changes ?? []).map(({ schema, ...difference }) => {
    const text = `${verbs[difference.kind]} ${describeDifference(difference).replace(/ (?:remains|is missing|is not as before)(?=$|:)/, '')}`;
    return markup`<li>${several ? `${schema}: ` : ''}${text}</li>`;
  });
  return markup`<h2>Structure of the schema</h2>
${factTable([
  ['fingerprint before', code(before)],
  ['fingerprint after', code(after)],
])}
${lines.length > 0 ? markup`<ul>${lines}</ul>` : markup`<p>${changes ? 'Not changed.' : 'Not known.'}</p>`}`;
}

const verbs = { remains: 'new:', missing: 'gone:', changed: 'changed:', rows: '' } as const;

function deploymentTable({ deployment }: Evidence): Markup {
  const { commit, commitFrom, ticket, author, approver, pipeline } = deployment;
  return factTable([
    ['commit', commit === null ? null : markup`<code>${commit}</code> (from the ${commitFrom ?? ''})`],
    ['ticket', ticket],
    ['author', author],
    ['approver', approver],
    ['pipeline', pipeline && [pipeline.name, pipeline.run].filter(Boolean).join(', ')],
    ['pipeline started by', pipeline?.actor ?? null],
  ]);
}

function placeTable({ who, where, when }: Evidence): Markup {
  const { server } = where;
  return factTable([
    ['database account', who.account ?? who.user],
    ['user on the machine', `${who.osUser} on ${who.host}, process ${who.process}`],
    ['tool', `${who.tool} ${who.toolVersion}, Node.js ${who.nodeVersion}`],
    ['server', server && `${server.kind === 'mariadb' ? 'MariaDB' : 'MySQL'} ${server.version}`],
    ['address', where.address],
    ['schemas', where.schemas.join(', ')],
    ['history table', where.historyTable],
    ['environment', where.environment],
    ['duration', when.milliseconds === null ? null : `${when.milliseconds} ms`],
  ]);
}

/** More than that is for programs to read. */
const mostRows = 500;

function statementSection({ statements }: Evidence): Markup {
  const shown = statements.slice(0, mostRows).map(statementRow);
  const more = statements.length - shown.length;
  return markup`<h2>Statements</h2>
${shown.length > 0 ? listTable(['script', 'statement', 'line', 'kind', 'begun', 'ms', 'result', 'SHA-256'], shown) : markup`<p>None was sent for a file.</p>`}
${more > 0 ? [markup`<p>${more} more stand in the JSON file.</p>`] : []}`;
}

function statementRow(statement: EvidenceStatement): readonly (string | number | Markup)[] {
  const { script, callback, number, line, kind, started, milliseconds, succeeded, errno, sha256 } = statement;
  const result = succeeded ? 'done' : errno === undefined ? 'failed' : `failed (${errno})`;
  return [
    callback === undefined ? script : `${script} (${callback})`,
    number,
    line,
    kind,
    started.slice(11),
    milliseconds,
    result,
    markup`<code title="${sha256}">${sha256.slice(0, 16)}…</code>`,
  ];
}
