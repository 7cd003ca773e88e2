/** HTML that is finished: its texts are escaped. */
export interface Markup {
  readonly html: string;
}

/** What may stand in a template: texts are escaped, markup is not, lists are joined. */
type Part = string | number | Markup | readonly Markup[];

/** HTML of a template, in which every text becomes one. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { html: String.raw({ raw: strings }, ...parts.map(htmlOf)) };
}

function htmlOf(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'html' in part ? part.html : part.map(({ html }) => html).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A table of names and values; what has no value says so. */
export function factTable(facts: readonly (readonly [string, string | Markup | null])[]): Markup {
  const rows = facts.map(
    ([name, value]) => markup`<tr><th scope="row">${name}</th><td>${value ?? unknown}</td></tr>\n`,
  );
  return markup`<table class="facts"><tbody>\n${rows}</tbody></table>\n`;
}

const unknown: Markup = { html: '<span class="unknown">not given</span>' };

/** A table with a head. */
export function listTable(
  head: readonly string[],
  rows: readonly (readonly (string | number | Markup)[])[],
): Markup {
  const titles = head.map((title) => markup`<th scope="col">${title}</th>`);
  const lines = rows.map((row) => markup`<tr>${row.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`);
  return markup`<div class="wide"><table class="list"><thead><tr>${titles}</tr></thead><tbody>\n${lines}</tbody></table></div>\n`;
}

/** A hash, or anything else to be compared letter by letter. */
export function code(text: string | null): Markup | null {
  return text === null ? null : markup`<code>${text}</code>`;
}
