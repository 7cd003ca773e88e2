import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
import { countCells, matrixText } from './matrix.ts';

/** Prints what came of each thing for each user, and writes it as JSON to the file in NILECARE_ISOLATION_JSON. */
export default class IsolationReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const rows = tests.flatMap((test) => test.meta().isolation ?? []);
    process.stdout.write(`\n${matrixText(rows)}\n`);
    const file = process.env['NILECARE_ISOLATION_JSON'];
    if (file) writeFileSync(file, `${JSON.stringify({ ...countCells(rows), rows }, null, 2)}\n`);
  }
}
