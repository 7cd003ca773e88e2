import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import type { PipelineFinding } from './rules.ts';
import type { PipelineFile } from './workflow-files.ts';

/** What GitHub's own parser refuses: unknown keys, wrong types, expressions that cannot be read or name what is not there. */
export function parserFindings(files: readonly PipelineFile[]): readonly PipelineFinding[] {
  return files
    .filter(({ kind }) => kind === 'workflow')
    .flatMap(({ file, text }) => {
      const { context } = parseWorkflow({ name: file, content: text }, new NoOperationTraceWriter());
      return context.errors.getErrors().map(({ message, range }) => ({
        file,
        line: range?.start.line ?? 1,
        // It begins with the place.
        message: message.replace(/^.*?\(Line: \d+, Col: \d+\): /, ''),
      }));
    });
}
