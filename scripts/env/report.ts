import { displayConfiguration } from '@nilecare/config-validator';
import type { CheckedService } from './check-services.ts';

/** Everything that `env:check` found. */
export interface EnvironmentReport {
  readonly services: readonly CheckedService[];
  /** What is wrong between services and with files, each a sentence. */
  readonly problems: readonly string[];
}

/** Whether anything refuses a service or must be mended; warnings do not count. */
export function hasProblems({ services, problems }: EnvironmentReport): boolean {
  return problems.length > 0 || services.some(({ environment }) => environment.problems.length > 0);
}

/** The report for people. */
export function reportText(report: EnvironmentReport, show: 'settings' | 'findings'): string {
  const { services, problems } = report;
  const between = problems.length === 0 ? [] : ['Between services and in files:', ...problems.map(indented)];
  return [...services.flatMap((service) => serviceLines(service, show)), ...between, summary(report)].join(
    '\n',
  );
}

/** The report for programs; values of secrets are `***`. */
export function reportJson(report: EnvironmentReport, show: 'settings' | 'findings'): string {
  const services = report.services.map(({ name, environment, notes }) => ({
    name,
    problems: environment.problems,
    warnings: environment.warnings,
    notes,
    ...(show === 'settings' && { settings: environment.settings }),
  }));
  return JSON.stringify({ ok: !hasProblems(report), services, problems: report.problems }, null, 2);
}

function serviceLines({ name, environment, notes }: CheckedService, show: 'settings' | 'findings'): string[] {
  const { problems, warnings } = environment;
  return [
    `${name}: ${problems.length === 0 ? 'ok' : counted(problems.length, 'problem')}`,
    ...problems.map(({ message }) => indented(message)),
    ...warnings.map(({ message }) => indented(`Warning: ${message}`)),
    ...(problems.length > 0 ? notes.map(indented) : []),
    ...(show === 'settings' ? [displayConfiguration(environment)] : []),
  ];
}

function summary(report: EnvironmentReport): string {
  if (!hasProblems(report)) return 'The environments are right.';
  const count = report.services.reduce(
    (sum, { environment }) => sum + environment.problems.length,
    report.problems.length,
  );
  return (
    `${counted(count, 'problem')}. Set variables in the process environment or in the .env of the service; ` +
    '.env.example explains each, `npm run setup` writes a .env.'
  );
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

function indented(line: string): string {
  return `  ${line}`;
}
