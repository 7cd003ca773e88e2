import { markdownTable } from 'markdown-table';
import { procedures } from '../criteria.ts';

/** The table of the guide: every procedure with its criteria, and where to look when it failed. */
export function criteriaTable(): string {
  return procedures
    .map(({ number, title, criteria, lookAt }) =>
      [
        `### ${number}. ${title}`,
        markdownTable([
          ['criterion', 'what must be true'],
          ...Object.entries(criteria).map(([name, text]) => [`\`${name}\``, text]),
        ]),
        `When it fails, look at ${lookAt}`,
      ].join('\n\n'),
    )
    .join('\n\n');
}
