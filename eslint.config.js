const js = require('@eslint/js');
const { defineConfig, globalIgnores } = require('eslint/config');
const tseslint = require('typescript-eslint');

const sources = ['**/src/**/*.ts'];
const tests = ['**/*.test.ts', '**/test/**/*.ts'];

/** Folders of the engine in the order data passes them; an import may only point to the left. */
const engineLayers = [
  'model',
  'config',
  'source',
  'history',
  'probe',
  'journal',
  'plan',
  'execute',
  'commands',
  'flyway',
  'report',
  'cli',
];

/** Packages in layers; a package may import only what stands in an earlier layer. */
const packageLayers = [
  ['shared/config-validator', 'shared/migrate', 'shared/dev-database'],
  ['shared/secrets'],
  ['database', 'shared/service'],
  ['shared/bench', 'microservices/*'],
];
const packageNames = {
  'shared/config-validator': '@nilecare/config-validator',
  'shared/migrate': '@nilecare/migrate',
  'shared/dev-database': '@nilecare/dev-database',
  'shared/secrets': '@nilecare/secrets',
  'shared/service': '@nilecare/service',
  'shared/bench': '@nilecare/bench',
  database: '@nilecare/database',
  'microservices/*': '*-service',
};

/** What a package of this layer must not import: the other packages of its own layer and of later ones. */
const forbiddenPackages = (folder, index) =>
  packageLayers
    .slice(index)
    .flat()
    .filter((other) => other !== folder || folder.includes('*'))
    .map((other) => packageNames[other])
    .flatMap((name) => [name, `${name}/**`]);

const packageRules = packageLayers.flatMap((layer, index) =>
  layer.map((folder) => ({
    files: [`${folder}/src/**/*.ts`],
    ignores: tests,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: forbiddenPackages(folder, index),
              message: 'A package imports only from an earlier layer (docs/decisions/0001-layers.md).',
            },
          ],
        },
      ],
    },
  })),
);

const engineRules = engineLayers.slice(0, -1).map((layer, index) => ({
  files: layer === 'model' ? ['shared/migrate/src/*.ts'] : [`shared/migrate/src/${layer}/**/*.ts`],
  ignores: [...tests, 'shared/migrate/src/{index,readiness}.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: engineLayers.slice(index + 1).map((right) => `**/${right}/*`),
            message: 'Imports of the engine point only to the left (docs/decisions/0001-layers.md).',
          },
        ],
      },
    ],
  },
}));

module.exports = defineConfig(
  globalIgnores(['**/dist/', '**/coverage/', '**/node_modules/', '**/.turbo/', '**/bin/*.js']),
  js.configs.recommended,
  {
    files: ['**/*.{ts,mts}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['vitest.config.mts'] },
        tsconfigRootDir: __dirname,
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': 'error',
      'default-case': 'off',
    },
  },
  {
    files: sources,
    ignores: [...tests, '**/src/cli/**', 'microservices/*/src/index.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'exit', message: 'Only cli/main.ts ends the process.' },
        {
          object: 'process',
          property: 'env',
          message: 'The environment is read at the border and handed on.',
        },
      ],
    },
  },
  { files: ['**/cli/main.ts', '**/test/clusters/main.ts', 'scripts/*.ts'], rules: { 'no-console': 'off' } },
  ...packageRules,
  ...engineRules,
  { files: ['.github/**/*.mjs'], languageOptions: { globals: { console: 'readonly' } } },
  {
    files: ['**/*.{js,cjs}'],
    ignores: ['microservices/*/ecosystem.config.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        require: 'readonly',
        module: 'writable',
        process: 'readonly',
        __dirname: 'readonly',
        console: 'readonly',
      },
    },
  },
);
