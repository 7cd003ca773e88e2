import type { Row } from '../model.ts';

/** Every test of the repository, once: with both kinds of servers, whichever the row is shown under. */
export const testRow: Row = {
  id: 'npm-test',
  title: 'npm test',
  floor: 'npm test',
  selection: 'on demand',
  usesServer: 'no',
  servers: ['mariadb'],
  mostRuns: 1,
  warmUps: 0,
  roundSeconds: 300,
  prepareSeconds: 0,
  prepare: ({ root }) =>
    Promise.resolve({
      contestants: [
        {
          name: 'npm test',
          prepareRun: () =>
            Promise.resolve({
              command: { program: process.execPath, args: ['scripts/test.cjs'], folder: root },
              check: () => Promise.resolve(undefined),
              remove: () => Promise.resolve(),
            }),
        },
      ],
      leftOut: {},
      remove: () => Promise.resolve(),
    }),
};
