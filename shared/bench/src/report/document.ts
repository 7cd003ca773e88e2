import { BenchError } from '../model.ts';
import type { Results } from '../results/model.ts';
import { chartLinks } from './charts.ts';
import { pairOf } from './markdown.ts';
import { planning } from './planning.ts';
import { rowMarkdown } from './row-markdown.ts';
import { goalMarkdown, machineMarkdown, sideBySide } from './summaries.ts';

const growth = {
  'nothing-30': '30',
  'nothing-1000': '1,000',
  'nothing-3000': '3,000',
  'nothing-10000': '10,000',
};
const distances = {
  'fresh-30': 'no delay',
  'distant-1': '1 ms',
  'distant-10': '10 ms',
  'distant-50': '50 ms',
};
const queries = {
  'fresh-30': 'fresh, 60 statements',
  'nothing-30': 'nothing to do',
  'info-30': 'info',
  'validate-30': 'validate',
};

/** What stands between `<!-- bench:NAME -->` and `<!-- /bench -->`, by NAME. */
function blockOf(name: string, results: Results): string {
  const [kind, row] = name.split(' ');
  if (kind === 'row' && row !== undefined)
    return [chartLinks(row, results), rowMarkdown(row, pairOf(results.rows, row))]
      .filter(Boolean)
      .join('\n\n');
  switch (name) {
    case 'goals':
      return goalMarkdown(results);
    case 'machine':
      return machineMarkdown(results);
    case 'growth':
      return sideBySide(results, growth, 'seconds');
    case 'distances':
      return sideBySide(results, distances, 'seconds');
    case 'queries':
      return sideBySide(results, queries, 'queries');
    case 'planning':
      return planning(results);
    default:
      throw new BenchError(
        `docs/performance.md has a block "bench:${name}", which nothing writes. Correct its name.`,
      );
  }
}

/**
 * Writes the blocks of a document anew and leaves everything else as it is. Markdown is not aligned yet.
 *
 * @throws BenchError when a block has an unknown name or no end
 */
export function filled(document: string, results: Results): string {
  const opened = document.match(/<!-- bench:/g)?.length ?? 0;
  let closed = 0;
  const text = document.replaceAll(
    /<!-- bench:([^>]+?) -->\n[\s\S]*?<!-- \/bench -->/g,
    (_whole, name: string) => {
      closed++;
      return `<!-- bench:${name} -->\n\n${blockOf(name, results)}\n\n<!-- /bench -->`;
    },
  );
  if (opened === closed) return text;
  throw new BenchError(
    'docs/performance.md has a block "<!-- bench:… -->" without "<!-- /bench -->". Add it.',
  );
}
