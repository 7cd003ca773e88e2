import type { Document, Finding } from './document.ts';
import type { Scenario } from './scenario.ts';

/** Runbooks that nothing tries, steps that no scenario has, and scenarios and steps that no document names. */
export function checkScenarios(
  documents: readonly Document[],
  scenarios: Readonly<Record<string, Scenario>>,
): readonly Finding[] {
  return [
    ...documents.flatMap((document) => checkDocument(document, scenarios[document.file])),
    ...Object.keys(scenarios)
      .filter((file) => !documents.some((document) => document.file === file))
      .map((file) => ({
        file,
        line: 1,
        message: 'a scenario is written for this document, which is not there',
      })),
  ];
}

function checkDocument({ file, parts }: Document, scenario: Scenario | undefined): readonly Finding[] {
  const named = parts.filter((part) => part.kind === 'try');
  const steps = Object.keys(scenario?.steps ?? {});
  const finding = (message: string, line = 1): Finding => ({ file, line, message });
  const isRunbook = file.startsWith('docs/runbooks/') && !file.endsWith('/README.md');
  return [
    ...(isRunbook && !parts.some(({ mark }) => mark !== 'not-run')
      ? [finding('no command of this runbook is run')]
      : []),
    ...named
      .filter(({ name }) => !steps.includes(name))
      .map(({ name, line }) =>
        finding(`no scenario has the step "${name}": see scripts/docs/scenarios`, line),
      ),
    ...steps
      .filter((step) => !named.some(({ name }) => name === step))
      .map((step) => finding(`the step "${step}" of the scenario is not named in the document`)),
  ];
}
