import { audit } from '../commands/audit.ts';
import { selectServices } from '../map/accounts.ts';
import type { ServiceMap } from '../model.ts';
import { readConfiguredUsers } from '../passwords/configured-users.ts';
import { auditSarif } from '../report/audit-sarif.ts';
import { auditText } from '../report/audit-text.ts';
import { findAdministrator } from '../server/find-administrator.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import type { Invocation } from './parse-arguments.ts';
import { print } from './print.ts';
import type { Surroundings } from './surroundings.ts';

/** Runs `nilecare-db audit`. */
export async function runAudit(
  invocation: Invocation,
  around: Surroundings,
  map: ServiceMap,
): Promise<ExitCode> {
  const { services, output } = invocation;
  selectServices(map, services);
  const report = await audit({
    connection: await findAdministrator(around.root, around.environment),
    map,
    configured: await readConfiguredUsers({ ...around, map }),
    ...(services && { services }),
  });
  if (output === 'sarif') around.print(JSON.stringify(auditSarif(report, around.version), null, 2));
  else print(invocation, around, report, auditText);
  const hasErrors = report.findings.some(({ severity }) => severity === 'error');
  return hasErrors ? exitCodes.failure : exitCodes.success;
}
