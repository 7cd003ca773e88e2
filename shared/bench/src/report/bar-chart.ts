/** One group of bars. */
export interface BarGroup {
  readonly label: string;
  /** What the reader looks for first. */
  readonly emphasis: 'strong' | 'plain';
  /** One for each series; undefined where nothing was measured. */
  readonly values: readonly (number | undefined)[];
}

/** A chart of horizontal bars. */
export interface BarChart {
  readonly title: string;
  readonly series: readonly string[];
  readonly groups: readonly BarGroup[];
  readonly format: (value: number) => string;
}

const width = 720;
const left = 150;
const right = 90;
const barHeight = 13;
const gap = 9;
const top = 52;

/** Follows the colours of the page that shows it: text on nothing, light or dark. */
const style = `
text { font: 12px system-ui, sans-serif; fill: #1f2328; }
.title { font-weight: 600; font-size: 14px; }
.strong { font-weight: 600; }
.a { fill: #9aa4af; } .b { fill: #c6cdd5; }
.strong.a { fill: #0b6bcb; } .strong.b { fill: #6fb1f0; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .a { fill: #6e7781; } .b { fill: #464d55; }
  .strong.a { fill: #4aa3ff; } .strong.b { fill: #2b6cb0; }
}`;

/** The chart as SVG, with the values behind the bars instead of an axis. */
export function barChart(chart: BarChart): string {
  const groupHeight = chart.series.length * barHeight + gap;
  const height = top + chart.groups.length * groupHeight;
  const most = Math.max(...chart.groups.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const scale = (width - left - right) / (most || 1);
  const groups = chart.groups.map((group, index) =>
    groupText(group, top + index * groupHeight, { scale, chart }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(chart.title)}</title>`,
    `<style>${style}\n</style>`,
    `<text class="title" x="8" y="20">${escaped(chart.title)}</text>`,
    ...chart.series.map(legend),
    ...groups,
    '</svg>\n',
  ].join('\n');
}

/** Grey, because the emphasised bars say by themselves which is which. */
function legend(name: string, index: number): string {
  const x = left + index * 110;
  return `<rect class="${seriesClass(index)}" x="${x}" y="31" width="10" height="10"/><text x="${x + 15}" y="40">${escaped(name)}</text>`;
}

function groupText(
  { label, emphasis, values }: BarGroup,
  y: number,
  { scale, chart }: { readonly scale: number; readonly chart: BarChart },
): string {
  const strong = emphasis === 'strong' ? ' strong' : '';
  const middle = y + (values.length * barHeight) / 2 + 4;
  const bars = values.map((value, index) => {
    if (value === undefined) return '';
    const length = Math.max(1, Math.round(value * scale));
    const barY = y + index * barHeight;
    return [
      `<rect class="${seriesClass(index)}${strong}" x="${left}" y="${barY}" width="${length}" height="${barHeight - 2}"/>`,
      `<text class="value${strong}" x="${left + length + 6}" y="${barY + barHeight - 3}">${escaped(chart.format(value))}</text>`,
    ].join('');
  });
  return `<text class="label${strong}" x="${left - 8}" y="${middle}" text-anchor="end">${escaped(label)}</text>${bars.join('')}`;
}

function seriesClass(index: number): string {
  return index === 0 ? 'a' : 'b';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
