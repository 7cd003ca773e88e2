import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import Table from 'cli-table3';
import './saw.ts';

/** One line of the table. */
interface Line {
  /** As in T5; the random kills have none and come last. */
  readonly number: number;
  readonly case: string;
  readonly server: string;
  readonly result: string;
  readonly seconds: number;
  readonly seen: string;
}

/** Cases of an engine, T1 to T36. */
const cases = Array.from({ length: 36 }, (_, index) => index + 1);

/** Prints what the tests of faults saw, by the number at the beginning of a test's name, and writes it as JSON. */
export default class FaultReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines = modules
      .flatMap((module) => [...module.children.allTests()])
      .filter(isMeant)
      .flatMap(lineOf)
      .sort((a, b) => a.number - b.number || a.server.localeCompare(b.server));
    process.stdout.write(`\n${table(lines)}\n${summary(lines)}\n`);
    const file = process.env['NILECARE_FAULTS_JSON'];
    if (file) writeFileSync(file, `${JSON.stringify(lines, undefined, 2)}\n`);
  }
}

/** What the command asked for; a test that it left out is skipped as well as one whose author skips it here. */
function isMeant({ fullName }: TestCase): boolean {
  return new RegExp(process.env['NILECARE_FAULTS_PATTERN'] ?? '').test(fullName);
}

function lineOf(test: TestCase): readonly Line[] {
  const names = test.fullName.split(' > ');
  const number = names.map((name) => /^T(\d+)\b/.exec(name)?.[1]).find((found) => found !== undefined);
  const { fault } = test.meta();
  if (number === undefined && !fault) return [];
  const { state, errors = [] } = test.result();
  const failure = errors[0]?.message.split('\n')[0] ?? '';
  return [
    {
      number: number === undefined ? Infinity : Number(number),
      case: test.name,
      server: /mariadb|mysql/i.exec(test.fullName)?.[0].toLowerCase() ?? '',
      result: state,
      seconds: Math.round((test.diagnostic()?.duration ?? 0) / 100) / 10,
      seen: state === 'failed' ? failure : (fault?.seen ?? ''),
    },
  ];
}

function table(lines: readonly Line[]): string {
  const printed = new Table({
    head: ['no.', 'case', 'server', 'result', 's', 'seen'],
    colWidths: [6, 52, 9, 9, 7, 60],
    wordWrap: true,
    // Without colours, which a log would hold as control characters.
    style: { head: [], border: [] },
  });
  for (const { number, case: name, server, result, seconds, seen } of lines)
    printed.push([
      Number.isFinite(number) ? `T${number}` : '',
      name,
      server,
      result,
      seconds.toFixed(1),
      seen,
    ]);
  return printed.toString();
}

function summary(lines: readonly Line[]): string {
  const failed = lines.filter(({ result }) => result === 'failed');
  const absent = cases.filter((each) => !lines.some(({ number }) => number === each));
  return [
    `${lines.length} tests of ${cases.length - absent.length} cases, ${failed.length} failed.`,
    ...(absent.length > 0 ? [`Not among them: ${absent.map((number) => `T${number}`).join(', ')}.`] : []),
  ].join('\n');
}
