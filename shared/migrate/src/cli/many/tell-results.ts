import { programVersion } from '../../program-version.ts';
import { leftOut, remarksOn, troubleOf } from '../../report/many/details.ts';
import { manyJson } from '../../report/many/json.ts';
import type { DatabaseResult } from '../../report/many/result.ts';
import { manySarif } from '../../report/many/sarif.ts';
import { resultLine, resultTable } from '../../report/many/table.ts';
import { sarifContext } from '../run-object.ts';
import type { ManyCall } from './run-many-command.ts';

/** The one report: the table, and below it what is wrong with single databases, in full. */
export function tellResults(
  results: readonly DatabaseResult[],
  { parsed, terminal, output }: Pick<ManyCall, 'parsed' | 'terminal' | 'output'>,
): void {
  if (parsed.outputType === 'json') {
    output.json(manyJson(results, { version: programVersion(), timestamp: new Date() }));
    return;
  }
  if (parsed.outputType === 'sarif') {
    output.json(manySarif(results, sarifContext(parsed, terminal)));
    return;
  }
  output.note(`${resultTable(results)}\n${resultLine(results)}`);
  for (const remark of results.flatMap(remarksOn)) output.note(remark);
  for (const trouble of results.map(troubleOf)) if (trouble !== undefined) output.fail(trouble);
  const left = leftOut(results);
  if (left !== undefined) output.warn(left);
}
