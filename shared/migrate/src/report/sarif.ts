import { createHash } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Location, Log, Notification, ReportingDescriptor, Result } from 'sarif';
import {
  ConfigurationError,
  DuplicateMigrationError,
  ScriptError,
  ValidateError,
  type ErrorCode,
  type MigrateError,
} from '../errors.ts';
import type { Finding, FindingCode } from '../model.ts';
import { PartialRunError, StatementError } from '../run-errors.ts';
import { ChangedStatementError, LostSessionError, UnknownStateError } from '../resume-errors.ts';
import { positionIn } from '../source/statement-position.ts';
import { codeTexts } from './codes.ts';
import { describeError } from './describe-error.ts';
import { describeFinding } from './describe-finding.ts';
import type { Report } from './json.ts';
import { locateFault } from './locate-fault.ts';

/** Facts of the run that stand in a log. */
export interface SarifContext {
  readonly version: string;
  /** Absolute; the files of results are relative to it. */
  readonly workingDirectory: string;
  /** Absolute URL of docs/error-codes.md, where it is known. */
  readonly helpPage: string | undefined;
}

/** What the commands found, as one SARIF 2.1.0 log: a result for each finding of `validate`. */
export function reportSarif(reports: readonly Report[], context: SarifContext): Log {
  const found = reports.flatMap((report) => (report.operation === 'validate' ? report.findings : []));
  return log(
    found.map((finding) => findingResult(finding, context)),
    [],
    context,
  );
}

/** The error that ended a run: results where it blames files, otherwise a notification. */
export function errorSarif(error: MigrateError, context: SarifContext): Log {
  const cause = error instanceof PartialRunError ? error.cause : error;
  const results = resultsOf(cause, context);
  const text = describeError(error);
  const failed: Notification = {
    level: 'error',
    message: { text },
    descriptor: { id: cause.code },
  };
  return log(results, results.length > 0 ? [] : [failed], context);
}

function log(results: Result[], notifications: Notification[], context: SarifContext): Log {
  const used = new Set(results.map(({ ruleId = '' }) => ruleId));
  const rules = (Object.keys(codeTexts) as (keyof typeof codeTexts)[]).filter((code) => used.has(code));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'nilecare-migrate',
            semanticVersion: context.version,
            rules: rules.map((code) => rule(code, context)),
          },
        },
        originalUriBaseIds: {
          [sourceRoot]: { description: { text: 'The working directory.' } },
          [locationRoot]: { description: { text: 'The location of a migration whose file is gone.' } },
        },
        invocations: [
          { executionSuccessful: notifications.length === 0, toolExecutionNotifications: notifications },
        ],
        results: results.map((result) => ({
          ...result,
          ruleIndex: rules.findIndex((code) => code === result.ruleId),
        })),
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
}

const sourceRoot = '%SRCROOT%';
const locationRoot = 'LOCATION';

function rule(code: keyof typeof codeTexts, { helpPage }: SarifContext): ReportingDescriptor {
  const { meaning, remedy } = codeTexts[code];
  const plain = (text: string) => text.replaceAll('`', '');
  return {
    id: code,
    shortDescription: { text: plain(meaning) },
    fullDescription: { text: plain(meaning) },
    help: { text: `${plain(meaning)} ${plain(remedy)}`, markdown: `${meaning}\n\n${remedy}` },
    ...(helpPage !== undefined && { helpUri: `${helpPage}#${code.toLowerCase()}` }),
    defaultConfiguration: { level: 'error' },
  };
}

function findingResult(finding: Finding, context: SarifContext): Result {
  const { migration, row } = finding.info;
  const script = migration?.script ?? row?.script ?? '';
  const place = migration
    ? fileLocation(migration.path, {}, context)
    : location({ uri: encodePath(script), uriBaseId: locationRoot }, {});
  return result(finding.code, describeFinding(finding), script, [place]);
}

/** Only errors about files; they say more than one thing, each with its place. */
function resultsOf(error: MigrateError, context: SarifContext): Result[] {
  if (error instanceof ValidateError) return error.findings.map((finding) => findingResult(finding, context));
  if (error instanceof StatementError) return [statementResult(error, context)];
  if (error instanceof UnknownStateError) {
    const { line, column } = error.statement;
    return [fileResult(error, { line, column }, context)];
  }
  if (error instanceof ChangedStatementError || error instanceof LostSessionError)
    return [fileResult(error, {}, context)];
  if (error instanceof DuplicateMigrationError) {
    const places = error.migrations.map((migration) => fileLocation(migration.path, {}, context));
    const [first, second] = error.migrations;
    return [result(error.code, describeError(error), `${first.script} ${second.script}`, places)];
  }
  if (!(error instanceof ScriptError) && !(error instanceof ConfigurationError)) return [];
  const problems = error.problems.map((problem) => ({
    ...problem,
    path: 'path' in problem ? problem.path : problem.file,
  }));
  // A flag or a variable has no file: then all of it is a notification.
  if (problems.some((problem) => problem.path === undefined)) return [];
  return problems.map(({ message, path: file = '', ...place }) =>
    result(error.code, message, `${file} ${message}`, [fileLocation(file, place, context)]),
  );
}

function fileResult(
  error: UnknownStateError | ChangedStatementError | LostSessionError,
  place: Place,
  context: SarifContext,
): Result {
  const { script, path: file } = error.migration;
  return result(error.code, describeError(error), script, [fileLocation(file, place, context)]);
}

function statementResult(error: StatementError, context: SarifContext): Result {
  const { migration, statement, fault, code } = error;
  const offset = locateFault(statement.text, fault);
  const place = offset === undefined ? statement : positionIn(statement, offset);
  const { line, column } = place;
  return result(code, describeError(error), migration.script, [
    fileLocation(migration.path, { line, column }, context),
  ]);
}

/** @param subject what tells this result from others of its rule, today and tomorrow */
function result(code: ErrorCode | FindingCode, text: string, subject: string, locations: Location[]): Result {
  const fingerprint = createHash('sha256').update(`${code}\0${subject}`).digest('hex').slice(0, 16);
  return {
    ruleId: code,
    level: 'error',
    message: { text },
    locations: locations.slice(0, 1),
    ...(locations.length > 1 && { relatedLocations: locations.slice(1) }),
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1` },
  };
}

interface Place {
  readonly line?: number;
  readonly column?: number;
}

function fileLocation(file: string, place: Place, { workingDirectory }: SarifContext): Location {
  const relative = path.relative(workingDirectory, path.resolve(workingDirectory, file));
  const isInside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return location(
    isInside
      ? { uri: encodePath(relative.split(path.sep).join('/')), uriBaseId: sourceRoot }
      : { uri: pathToFileURL(path.resolve(workingDirectory, file)).href },
    place,
  );
}

function location(
  artifactLocation: { readonly uri: string; readonly uriBaseId?: string },
  { line = 1, column }: Place,
): Location {
  const region = { startLine: line, ...(column !== undefined && { startColumn: column }) };
  return { physicalLocation: { artifactLocation, region } };
}

function encodePath(relative: string): string {
  return relative.split('/').map(encodeURIComponent).join('/');
}
