import type { Reporter, TestCase, TestModule } from 'vitest/node';
import Table from 'cli-table3';
import type { ConformanceMeta } from './suite.ts';

interface Count {
  readonly cases: Set<string>;
  readonly failed: Set<string>;
}

/** Prints cases by what they are about, and every deliberate difference with its reason. */
export default class ConformanceReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const told = tests.flatMap((test) => {
      const { conformance } = test.meta();
      return conformance ? [{ test, conformance }] : [];
    });
    process.stdout.write(
      `\n${countTable(told)}\n\n${differenceTable(told.map(({ conformance }) => conformance))}\n`,
    );
  }
}

interface Told {
  readonly test: TestCase;
  readonly conformance: ConformanceMeta;
}

/** Without colours, which a log would hold as control characters. */
const plain = { head: [], border: [] };

function countTable(told: readonly Told[]): string {
  const counts = new Map<string, Count>();
  for (const { test, conformance } of told) {
    for (const topic of [...conformance.about, 'all']) {
      const count = counts.get(topic) ?? { cases: new Set(), failed: new Set() };
      counts.set(topic, count);
      count.cases.add(conformance.case);
      if (!test.ok()) count.failed.add(conformance.case);
    }
  }
  const table = new Table({ head: ['about', 'cases', 'agreed', 'unexplained'], style: plain });
  for (const [topic, { cases, failed }] of [...counts].sort(byTopic))
    table.push([topic, cases.size, cases.size - failed.size, failed.size]);
  return table.toString();
}

function byTopic([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  if (a === 'all' || b === 'all') return a === 'all' ? 1 : -1;
  return a < b ? -1 : 1;
}

function differenceTable(told: readonly ConformanceMeta[]): string {
  const cases = new Map<string, Set<string>>();
  for (const { case: name, deliberate } of told) {
    for (const difference of deliberate)
      cases.set(difference, (cases.get(difference) ?? new Set()).add(name));
  }
  const table = new Table({
    head: ['deliberate difference', 'cases'],
    colWidths: [110, 8],
    wordWrap: true,
    style: plain,
  });
  for (const [difference, names] of [...cases].sort()) table.push([difference, names.size]);
  return table.toString();
}
