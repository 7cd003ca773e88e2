import { DevDatabaseError } from '../errors.ts';
import type { ServerKind } from '../model.ts';

const allKinds: readonly ServerKind[] = ['mariadb', 'mysql'];

/** What tests want beside servers, and skip when it is not there. */
const otherTools = ['flyway', 'pm2', 'chromium'] as const;

/** A program that tests use when it is there. */
export type TestTool = (typeof otherTools)[number];

/** What a test run must have. */
export interface Requirements {
  readonly kinds: readonly ServerKind[];
  readonly tools: readonly TestTool[];
}

/**
 * Reads what NILECARE_TEST_REQUIRE lists, such as `mariadb,mysql,flyway,pm2,chromium`.
 *
 * @throws DevDatabaseError USAGE
 */
export function parseRequirements(text: string): Requirements {
  const names = splitNames(text);
  const kinds = allKinds.filter((kind) => names.includes(kind));
  const tools = otherTools.filter((tool) => names.includes(tool));
  const known: readonly string[] = [...kinds, ...tools];
  if (names.every((name) => known.includes(name))) return { kinds, tools };
  throw new DevDatabaseError(
    'USAGE',
    `NILECARE_TEST_REQUIRE is '${text}'; expected a list of mariadb, mysql, flyway, pm2 and chromium.`,
  );
}

/**
 * Reads a comma list of kinds of servers, such as `mariadb,mysql`.
 *
 * @throws DevDatabaseError USAGE, naming the variable
 */
export function parseKinds(variable: string, text: string): readonly ServerKind[] {
  const names = splitNames(text);
  const kinds = allKinds.filter((kind) => names.includes(kind));
  if (names.every((name) => kinds.some((kind) => kind === name))) return kinds;
  throw new DevDatabaseError('USAGE', `${variable} is '${text}'; expected mariadb, mysql or mariadb,mysql.`);
}

/**
 * Refuses a test run that lacks a kind of server which it must have, because missing tests go unnoticed.
 *
 * @param failures what was said by those that could not be started
 * @throws DevDatabaseError NO_SERVER
 */
export function requireKinds(
  required: readonly ServerKind[],
  present: readonly ServerKind[],
  failures: readonly string[],
): void {
  const missing = required.filter((kind) => !present.includes(kind));
  if (missing.length === 0) return;
  const why = failures.length > 0 ? failures : ['NILECARE_TEST_URL or NILECARE_TEST_SERVERS leaves it out.'];
  throw new DevDatabaseError(
    'NO_SERVER',
    [`NILECARE_TEST_REQUIRE wants ${missing.join(' and ')}, which this test run does not have.`, ...why].join(
      '\n',
    ),
  );
}

function splitNames(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}
