import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Scenario, Stage } from '../scenario.ts';

const folder = path.join('microservices', 'business-service');

/** What a person types: the names of the new service, its first migration, and its place in the two lists. */
export const addingAService: Scenario = {
  steps: {
    'the names are written': async (stage) => {
      stage.defer(() => rm(path.join(stage.folder, folder), { recursive: true, force: true }));
      stage.spoil('nilecare_business');
      const names = [
        ['auth-service', 'business-service'],
        ['nilecare_auth', 'nilecare_business'],
        ['auth_service', 'business_service'],
        ['7020', '7010'],
      ] as const;
      for (const file of ['package.json', 'src/utils/env-specs.ts', 'src/utils/env-validator.ts'])
        await edit(stage, path.join(folder, file), names);
      await edit(stage, 'scripts/env/services.ts', [
        [
          'import { environmentSpecs as billing }',
          "import { environmentSpecs as business } from '../../microservices/business-service/src/utils/env-specs.ts';\nimport { environmentSpecs as billing }",
        ],
        ['[auth, billing, payment]', '[auth, billing, payment, business]'],
      ]);
    },
    'its first migration is written': async (stage) => {
      const write = (name: string, sql: string) =>
        writeFile(path.join(stage.folder, folder, 'migrations', name), sql);
      await write(
        'V1__Initial_business_schema.sql',
        `CREATE TABLE IF NOT EXISTS business_organizations (
  id   CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT (UUID()),
  name VARCHAR(255) NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
`,
      );
      await write(
        'U1__Rollback_initial_business_schema.sql',
        'DROP TABLE IF EXISTS business_organizations;\n',
      );
    },
    'its phase is 1': (stage) =>
      edit(stage, 'database/service-map.json', [
        ['"port": 7010,\n      "phase": 2', '"port": 7010,\n      "phase": 1'],
      ]),
  },
};

async function edit(
  stage: Stage,
  name: string,
  changes: readonly (readonly [from: string, to: string])[],
): Promise<void> {
  const file = path.join(stage.folder, name);
  let text = await readFile(file, 'utf8');
  for (const [from, to] of changes) text = text.replaceAll(from, to);
  await writeFile(file, text);
}
