import { DevDatabaseError } from '../errors.ts';
import type { ServerKind } from '../model.ts';

const allKinds: readonly ServerKind[] = ['mariadb', 'mysql'];

/**
 * Reads a comma list of kinds of servers, such as `mariadb,mysql`.
 *
 * @throws DevDatabaseError USAGE, naming the variable
 */
export function parseKinds(variable: string, text: string): readonly ServerKind[] {
  const names = text.split(',').map((name) => name.trim());
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
