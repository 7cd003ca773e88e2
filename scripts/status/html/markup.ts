/** Text that is HTML already; everything else is escaped where it is put into {@link html}. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template; an absent value is nothing. */
export type Value = Markup | string | number | undefined | readonly Value[];

/** HTML from a template; values are escaped, for text and for attributes in double quotes, unless they are HTML already. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(strings.map((part, index) => part + markupOf(values[index])).join(''));
}

function markupOf(value: Value): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value));
  return value.map(markupOf).join('');
}

/** Control characters are no characters of HTML; a browser may do with them what it likes. */
function escape(text: string): string {
  return text
    .replaceAll(/[^\P{Cc}\t\n]/gu, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
