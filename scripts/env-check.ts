/** `npm run env:check`: the environments of all services, checked one by one and against each other. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { EnvironmentError } from '@nilecare/config-validator';
import { loadServiceMap } from '@nilecare/database';
import { checkServices, mapProblems } from './env/check-services.ts';
import { compareExamples } from './env/example-files.ts';
import { fileProblems } from './env/file-problems.ts';
import { hasProblems, reportJson, reportText, type EnvironmentReport } from './env/report.ts';
import { serviceFolders } from './env/services.ts';
import { sharedSettings } from './env/shared-settings.ts';

const usage = `Usage: npm run env:check [-- --show] [--json]

Checks the environment of every service as the service would find it: its .env files, behind the variables of
this process. Finds databases, users and ports that two services share, differences from
database/service-map.json, .env files that others may read or Git has, and .env.example files that are not what
the specs say. Connects to nothing. Exit code 1 when there is a problem; a warning is none.

  --show   also every variable with its value (a secret as ***) and where it came from
  --json   the report as JSON
  --help   this text`;

const root = path.resolve(import.meta.dirname, '..');

try {
  const { values } = parseArgs({
    options: {
      show: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) console.log(usage);
  else print(check(), values.json ? reportJson : reportText, values.show ? 'settings' : 'findings');
} catch (error) {
  if (!isUsersMistake(error)) throw error;
  console.error(`env:check: ${error.message}\n\n${usage}`);
  process.exitCode = 1;
}

function check(): EnvironmentReport {
  const folders = serviceFolders(root);
  const services = checkServices(folders, process.env);
  const examples = compareExamples(folders).filter(({ isEqual }) => !isEqual);
  return {
    services,
    problems: [
      ...sharedSettings(services),
      ...mapProblems(folders, loadServiceMap().services),
      ...folders.flatMap(({ folder }) => fileProblems(root, folder)),
      ...examples.map(
        ({ file }) => `${path.relative(root, file)} is not what the specs say. Try: npm run env:write`,
      ),
    ],
  };
}

function print(
  report: EnvironmentReport,
  format: (report: EnvironmentReport, show: 'settings' | 'findings') => string,
  show: 'settings' | 'findings',
): void {
  console.log(format(report, show));
  if (hasProblems(report)) process.exitCode = 1;
}

function isUsersMistake(error: unknown): error is Error {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return error instanceof EnvironmentError || code.startsWith('ERR_PARSE_ARGS');
}
