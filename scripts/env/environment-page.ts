/** `docs/environment.md`, written from the specs of the services. */
import { needsOf, variablesOf, type Variable, type Variables } from '@nilecare/config-validator';
import {
  commandsText,
  filesText,
  introText,
  rulesText,
  secretsText,
  unknownText,
} from './environment-prose.ts';
import type { ServiceFolder } from './services.ts';

/** The whole page. */
export function environmentPage(services: readonly ServiceFolder[]): string {
  const ports = services.map(({ name, specs }) => `${String(specs.identity.port)} (${name})`).join(', ');
  const common = Object.entries<Variable>(
    variablesOf<Variables>({ identity: { service: 'the service', port: 1 }, own: {} }),
  ).map(([name, variable]) =>
    name === 'PORT' ? ([name, { ...variable, defaultText: ports }] as const) : ([name, variable] as const),
  );
  const own = services.filter(({ specs }) => Object.keys(specs.own).length > 0);
  return [
    introText,
    filesText,
    '## Variables of every service',
    ...sections(common),
    ...own.flatMap(({ name, specs }) => [
      `## Variables of ${name} alone`,
      ...sections(Object.entries<Variable>(specs.own)),
    ]),
    secretsText,
    rulesText,
    unknownText,
    commandsText,
  ]
    .map((text) => text.trim())
    .join('\n\n')
    .concat('\n');
}

function sections(variables: readonly (readonly [string, Variable])[]): string[] {
  const names = [...new Set(variables.map(([, { section }]) => section))];
  return names.flatMap((name) => [
    `### ${name}`,
    table(variables.filter(([, { section }]) => section === name)),
  ]);
}

function table(variables: readonly (readonly [string, Variable])[]): string {
  const rows = variables.map(([name, variable]) =>
    row([`\`${name}\`${variable.secret === true ? ', secret' : ''}`, needsOf(variable), meaning(variable)]),
  );
  return [row(['variable', 'when it is not set', 'meaning']), row(['---', '---', '---']), ...rows].join('\n');
}

function meaning({ about, security }: Variable): string {
  return security === undefined ? about : `${about} ${security}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
