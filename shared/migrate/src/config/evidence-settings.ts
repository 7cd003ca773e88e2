import path from 'node:path';
import type { Config, DeploymentConfig, EvidenceConfig } from './config.ts';
import type { SettingValues } from './settings.ts';

/** Where a run leaves its evidence: where it was asked for, and in production in `evidence` otherwise. */
export function evidenceOf(
  { evidenceLocation: written }: Pick<SettingValues, 'evidenceLocation'>,
  environment: Config['environment'],
  workingDirectory: string,
): EvidenceConfig {
  if (written === 'none') return { kind: 'none' };
  if (written) return { kind: 'required', folder: path.resolve(workingDirectory, written) };
  if (environment !== 'production') return { kind: 'none' };
  return { kind: 'wanted', folder: path.resolve(workingDirectory, 'evidence') };
}

/** What is said of the change. Empty texts count as not set, as elsewhere. */
export function deploymentOf(values: SettingValues): DeploymentConfig {
  const { deploymentCommit, deploymentTicket, deploymentAuthor, deploymentApprover } = values;
  return {
    ...(deploymentCommit && { commit: deploymentCommit }),
    ...(deploymentTicket && { ticket: deploymentTicket }),
    ...(deploymentAuthor && { author: deploymentAuthor }),
    ...(deploymentApprover && { approver: deploymentApprover }),
  };
}
