import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkCommands } from './check-commands.ts';
import { checkLinks } from './check-links.ts';
import { checkScenarios } from './check-scenarios.ts';
import { readKnowledge, type Knowledge } from './knowledge.ts';
import { readDocument } from './read-document.ts';

const files = ['README.md', 'docs/a.md', 'docs/b c.md', 'scripts/setup.ts'];

describe('links', () => {
  const other = readDocument('docs/a.md', '# The plan\n\n## `--fix`\n\n## The plan\n\n<a id="code"></a>\n');

  const problems = (text: string) =>
    checkLinks([readDocument('README.md', text), other], files).map(
      ({ file, line, message }) => `${file}:${line}: ${message}`,
    );

  it.each([
    '[a](docs/a.md) [b](docs/b%20c.md) [folder](docs/) [root](/scripts/setup.ts) [line](scripts/setup.ts#L3)',
    '[one](docs/a.md#the-plan) [two](docs/a.md#the-plan-1) [flag](docs/a.md#--fix) [id](docs/a.md#code)',
    '# Here\n\n[here](#here) <https://example.org> [mail](mailto:a@example.org)',
    '```md\n[not a link](gone.md)\n```\n\n`[nor this](gone.md)`',
  ])('are right in %s', (text) => {
    expect(problems(text)).toEqual([]);
  });

  it.each([
    ['\n[gone](docs/gone.md)', 'README.md:2: the link docs/gone.md is broken: there is no docs/gone.md'],
    ['[case](docs/A.md)', 'there is no docs/A.md, but docs/a.md'],
    ['[out](../secret)', 'leads out of the repository'],
    ['[anchor](docs/a.md#the-plans)', 'docs/a.md has no heading #the-plans. It has #the-plan'],
    ['[here](#nowhere)', 'README.md has no heading #nowhere'],
    ['[id]\n\n[id]: gone.md', 'README.md:3: the link gone.md is broken'],
    ['![picture](docs/er.svg)', 'the link docs/er.svg is broken'],
    ['| a |\n| - |\n| [x](y.md) |', 'README.md:3: the link y.md is broken'],
    ['<a href="gone.html">gone</a>', 'the link gone.html is broken'],
    ['<https://[>', 'the link https://[ is no address'],
  ])('are broken in %j', (text, expected) => {
    expect(problems(text).join('\n')).toContain(expected);
  });
});

describe('commands', () => {
  const knowledge: Knowledge = {
    scripts: new Map([
      ['', { build: 'turbo run build', 'migrate:up': 'turbo run migrate:up --continue --' }],
      ['auth-service', { 'migrate:up': 'nilecare-migrate -envFile=.env migrate' }],
    ]),
    workspaceOf: (folder) => ({ '': '', 'microservices/auth-service': 'auth-service' })[folder],
    hasProgram: (name) => ['nilecare-migrate', 'nilecare-db', 'nilecare-secrets', 'turbo'].includes(name),
    help: ([program, , command = '']) =>
      program === 'nilecare-secrets' || (program === 'nilecare-db' && command === 'create')
        ? '  --service <name>'
        : program === 'nilecare-migrate' && ['', 'migrate', 'undo', 'lock status'].includes(command)
          ? '  -envFile=  a file\n  target  up to'
          : undefined,
  };

  const problems = (text: string) =>
    checkCommands([readDocument('a.md', text)], knowledge).map(({ line, message }) => `${line}: ${message}`);

  it.each([
    'npm run migrate:up -w auth-service -- -target=3',
    'npm run migrate:up --workspace=auth-service',
    'npm run migrate:up -- -target=3',
    'cd microservices/auth-service\nnpm run migrate:up',
    'npx nilecare-db create --service auth-service && echo done | cat',
    'npx turbo run migrate:up -- -envFile=x',
    'nilecare-migrate lock status   # who',
    'A=1 B=2 npx nilecare-migrate undo',
    'DB_PASSWORD_FILE=/run/secrets/x',
    'cat > f <<EOF\nnpm run nothing\nEOF',
  ])('are recognised: %s', (text) => {
    expect(problems(`\`\`\`sh\n${text}\n\`\`\``)).toEqual([]);
  });

  it.each([
    ['npm run migrate:upp', '2: npm run migrate:upp: the root has no npm script migrate:upp'],
    [
      '\nnpm run build -w auth-service',
      '3: npm run build -w auth-service: auth-service has no npm script build',
    ],
    ['npm run migrate:up -w auth', 'there is no workspace auth'],
    [
      'npm run migrate:up -w auth-service -- -targte=3',
      'the help of nilecare-migrate does not know -targte=3',
    ],
    ['npm run migrate:up -- -targte=3', 'does not know -targte=3'],
    ['npx turbo run migrate:down', 'no workspace has the npm script migrate:down'],
    ['npx nilecare-db creat', 'there is no such command'],
    ['npx nilecare-db create --servce x', 'does not know --servce'],
    ['nilecare-migrat info', 'there is no program nilecare-migrat'],
    ['echo $(npx nilecare-migrate up)', 'there is no such command'],
    ['echo "never closed', 'no shell script'],
  ])('are not: %j', (text, expected) => {
    expect(problems(`\`\`\`sh not-run: an example\n${text}\n\`\`\``).join('\n')).toContain(expected);
  });

  it('are recognised within sentences, with places to fill in', () => {
    expect(
      problems('See `npm run migrate:up -w <service>`, `npx nilecare-secrets exec -- <program>` …'),
    ).toEqual([]);
    expect(problems('\nSee `npm run migrate:gone`.')).toEqual([
      '2: npm run migrate:gone: the root, auth-service has no npm script migrate:gone',
    ]);
  });

  it('are compared with the help of the real programs', () => {
    const root = path.resolve(import.meta.dirname, '..', '..');
    const block = (text: string) => readDocument('a.md', `\`\`\`sh\n${text}\n\`\`\``);

    const found = checkCommands(
      [
        block(
          'npm run migrate:undo -w auth-service -- -target=3 -verify\nnpx dev-database start --server mysql',
        ),
        block('npm run migrate:undo -w auth-service -- -tarket=3\nnpx nilecare-migrate undoo'),
      ],
      readKnowledge(root),
    );

    expect(found.map(({ message }) => message.split(': ').at(-1))).toEqual([
      'the help of nilecare-migrate does not know -tarket=3',
      'there is no such command',
    ]);
  });
});

it('says which runbook nothing tries, and which step is in one place only', () => {
  const runbook = readDocument(
    'docs/runbooks/x.md',
    '```sh not-run: no host\nls\n```\n\n<!-- try: it breaks -->\n',
  );

  const found = checkScenarios([runbook], {
    'docs/runbooks/x.md': { steps: { 'it is mended': () => Promise.resolve() } },
    'docs/gone.md': { steps: {} },
  });

  expect(found.map(({ file, line, message }) => `${file}:${line}: ${message}`)).toEqual([
    'docs/runbooks/x.md:5: no scenario has the step "it breaks": see scripts/docs/scenarios',
    'docs/runbooks/x.md:1: the step "it is mended" of the scenario is not named in the document',
    'docs/gone.md:1: a scenario is written for this document, which is not there',
  ]);
});
