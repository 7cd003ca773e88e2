import { quoteText, unescapeClause } from './literal.ts';

/** A piece of an expression, its text in the form that is printed. */
export interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'word' | 'symbol' | 'end';
  readonly text: string;
}

const forms =
  /\s*(?:`(?<name>(?:[^`]|``)*)`|(?:_(?!binary)\w+\s*)?'(?<text>(?:[^'\\]|\\.|'')*)'|(?<number>b'[01]*'|0x[\da-f]+|\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+)|(?<word>[a-z_]\w*)|(?<symbol><=>|->>|<<|>>|<=|>=|<>|!=|&&|\|\||->|[-+*/%&|^~!=<>(),.]))/iy;

/**
 * Takes an expression of information_schema apart. Character set introducers are left out: only MySQL prints them.
 *
 * @returns undefined when something in it is none of these
 */
export function tokensOf(expression: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  forms.lastIndex = 0;
  const source = expression.trimEnd();
  while (forms.lastIndex < source.length) {
    const groups = forms.exec(source)?.groups;
    if (!groups) return undefined;
    tokens.push(tokenOf(groups));
  }
  return [...tokens, { kind: 'end', text: '' }];
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): Token {
  const { name, text, number, word, symbol = '' } = groups;
  if (name !== undefined) return { kind: 'name', text: nameText(name.replaceAll('``', '`')) };
  if (text !== undefined) return { kind: 'text', text: quoteText(valueOf(text)) };
  if (number !== undefined) return { kind: 'number', text: number };
  if (word !== undefined) return { kind: 'word', text: word.toUpperCase() };
  return { kind: 'symbol', text: symbols[symbol] ?? symbol };
}

const symbols: Readonly<Record<string, string>> = { '!=': '<>', '&&': 'AND', '||': 'OR', '!': 'NOT' };

function nameText(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? name : `\`${name.replaceAll('`', '``')}\``;
}

function valueOf(inner: string): string {
  return inner.replace(/''|\\./gs, (piece) => (piece === "''" ? "'" : unescapeClause(piece)));
}
