import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Result } from '../trial.ts';
import { criteriaTable } from './criteria-table.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import type { Report } from './summary.ts';
import { textReport } from './text.ts';

const passed: Result = {
  test: 1,
  title: 'Fresh migration',
  service: 'auth-service',
  server: { kind: 'mariadb', version: '10.11.19' },
  result: 'passed',
  seconds: 1.84,
  criteria: [{ criterion: 'It works.', outcome: 'met', problems: [] }],
  measured: [{ what: 'migrate:up', seconds: 1.06 }],
  notes: ['7 tables'],
};
const failed: Result = {
  ...passed,
  test: 11,
  title: 'Disaster recovery',
  result: 'failed',
  criteria: [
    { criterion: 'Every row is as before.', outcome: 'failed', problems: ['a | b has <3> rows\nnot 4', 'c'] },
    { criterion: 'It goes on.', outcome: 'not reached', problems: [] },
  ],
  measured: [],
  notes: [],
  lookAt: 'the dump.',
};
const report: Report = {
  startedAt: '2026-01-02T03:04:05.000Z',
  seconds: 4.2,
  platform: 'Node.js 20.20.0 on linux',
  warnings: ['There is no mysql server.'],
  results: [passed, failed],
};

describe('a report', () => {
  it('on a terminal has the table, what failed with where to look, and times beside the specification', () => {
    const text = textReport(report, 160);
    expect(text).toMatch(/1 Fresh migration +│ auth-service +│ MariaDB 10\.11\.19 │ passed │ 1\.8 s/);
    expect(text).toMatch(/migrate:up +│ 1\.1 s │ 2\.3 s +│ 1\.8 s/);
    expect(text).toContain('  not reached: It goes on.\n  Look at the dump.');
    expect(text).toContain('WARNING: There is no mysql server.');
    expect(text.endsWith('1 of 2 passed, 4.2 s')).toBe(true);
  });

  it('in Markdown keeps a cell in one cell', () => {
    const text = markdownReport(report);
    expect(text).toContain('| Every row is as before. | failed      | a \\| b has <3> rows not 4; c |');
    expect(text).toMatch(/^\| 1 Fresh migration \| auth-service \| .* 1\.1 s \| 2\.3 s +\| 1\.8 s +\|$/m);
    expect(text).toContain('Left out: There is no mysql server.');
  });

  it('in JUnit XML counts failures and escapes what servers say', () => {
    const text = junitReport(report);
    expect(text).toContain('<testsuite name="auth-service on MariaDB 10.11.19"');
    expect(text).toMatch(/failures="1"/);
    expect(text).toContain('a | b has &lt;3> rows');
  });
});

describe('docs/PHASE1_MIGRATION_TESTING_GUIDE.md', () => {
  it('has the procedures and criteria that are tried; `npx tsx scripts/phase1/write-guide.ts` writes them', () => {
    const guide = readFileSync(
      new URL('../../../docs/PHASE1_MIGRATION_TESTING_GUIDE.md', import.meta.url),
      'utf8',
    );
    expect(guide).toContain(criteriaTable());
  });
});
