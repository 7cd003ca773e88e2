// What GitHub is told of a report: annotations, outputs and a summary. Pure functions.
import path from 'node:path';

/** Longest SQL shown in a summary, characters; GitHub takes 1 MiB a step. */
const longestSql = 400_000;

/** Lines that mark files in the log and in the pull request; paths of a report start from `folder`. */
export function annotations(report, { root, folder }) {
  return problemsOf(report).map(({ severity, file, line, column, title, message }) => {
    const properties = Object.entries({
      file: file && relative(path.resolve(folder, file), root),
      line,
      col: column,
      title,
    })
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value]) => `${name}=${property(value)}`);
    return `::${severity}${properties.length > 0 ? ` ${properties.join(',')}` : ''}::${data(message)}`;
  });
}

/** Values of the action's outputs; each one line. */
export function outputs(report) {
  const version = report.targetSchemaVersion ?? report.schemaVersion ?? '';
  const pending = report.migrations?.filter(({ state }) => state === 'Pending').length;
  return {
    'schema-version': oneLine(version),
    'migrations-executed': oneLine(report.migrationsExecuted ?? ''),
    pending: report.operation === 'info' ? String(pending) : '',
    findings: String(problemsOf(report).length),
  };
}

/** Markdown for the page of the run. */
export function summary(report, { command, place, sql }) {
  const problems = problemsOf(report);
  const ran = (report.migrations ?? []).filter(({ filepath }) => filepath);
  return [
    `### nilecare-migrate ${inline(command)} in ${inline(place)}`,
    problems.length === 0 ? 'Nothing is wrong.' : '',
    ...problems.map(
      ({ severity, title, message }) => `- ${severity}: ${inline(title)}\n\n${fenced(message, '')}`,
    ),
    ...(report.operation === 'info' || ran.length === 0 ? [] : [migrationTable(ran)]),
    ...(sql ? [fenced(shortened(sql), 'sql')] : []),
    '',
  ].join('\n\n');
}

function migrationTable(migrations) {
  const lines = migrations.map(
    ({ filepath, executionTime }) => `| ${inline(path.win32.basename(filepath))} | ${executionTime ?? 0} |`,
  );
  return ['| migration | ms |', '| --- | --- |', ...lines].join('\n');
}

/** What disagrees, from the reports of validate and check, or the error that ended the run. */
function problemsOf({ error, invalidMigrations = [], findings = [] }) {
  if (error)
    return [
      {
        severity: 'error',
        file: error.path,
        line: error.lineNumber,
        column: error.column,
        title: error.errorCode,
        message: error.message,
      },
    ];
  return [
    ...invalidMigrations.map(({ filepath, errorDetails }) => ({
      severity: 'error',
      file: filepath,
      title: errorDetails.errorCode,
      message: errorDetails.errorMessage,
    })),
    ...findings.map(({ severity, filepath, code, message }) => ({
      severity: severity === 'error' ? 'error' : 'warning',
      file: filepath,
      title: code,
      message,
    })),
  ];
}

function relative(file, root) {
  return path.relative(root, file).replaceAll('\\', '/');
}

/** A message of a workflow command: one line, in which nothing starts another command. */
function data(value) {
  return String(value).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(value) {
  return data(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function oneLine(value) {
  return String(value).replace(/[\r\n]+/g, ' ');
}

/** As code, so that names of files are not read as Markdown or HTML. */
function inline(value) {
  return `\`${oneLine(value).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

/** A fence is longer than any row of backticks in the text. */
function fenced(text, language) {
  const longest = Math.max(2, ...(String(text).match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function shortened(sql) {
  return sql.length <= longestSql ? sql : `${sql.slice(0, longestSql)}\n-- … cut: see the file`;
}
