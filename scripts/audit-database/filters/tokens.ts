/** A piece of SQL text: a word or operator in lower case, a name, a literal, or what stands in one pair of parentheses. */
export type Node =
  | { readonly kind: 'word' | 'mark' | 'literal'; readonly text: string }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'group'; readonly nodes: readonly Node[] };

const pattern =
  /(?<space>\s+|--[ \t][^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/)|`(?<name>(?:[^`]|``)*)`|(?<literal>'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|\d[\w.]*)|(?<word>[A-Za-z_$@][\w$@]*)|(?<mark><=>|<=|>=|<>|!=|&&|\|\||.)/gsu;

/** Reads SQL into nested nodes. A closing parenthesis without an opening one ends the reading. */
export function readNodes(sql: string): readonly Node[] {
  const tokens = [...sql.matchAll(pattern)].flatMap(({ groups }) => (groups ? tokenOf(groups) : []));
  return nest(tokens[Symbol.iterator]());
}

/** Whether a node is this keyword; names in backticks are none. */
export function isWord(node: Node | undefined, ...words: readonly string[]): boolean {
  return node?.kind === 'word' && words.includes(node.text);
}

/** Whether a node is one of these operators. */
export function isMark(node: Node | undefined, ...marks: readonly string[]): boolean {
  return node?.kind === 'mark' && marks.includes(node.text);
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): Exclude<Node, { kind: 'group' }>[] {
  const { name, literal, word, mark } = groups;
  if (name !== undefined) return [{ kind: 'name', text: name.replaceAll('``', '`') }];
  if (literal !== undefined) return [{ kind: 'literal', text: literal }];
  if (word !== undefined) return [{ kind: 'word', text: word.toLowerCase() }];
  return mark === undefined ? [] : [{ kind: 'mark', text: mark }];
}

function nest(tokens: Iterator<Node>): readonly Node[] {
  const nodes: Node[] = [];
  for (let next = tokens.next(); next.done !== true; next = tokens.next()) {
    if (isMark(next.value, ')')) return nodes;
    nodes.push(isMark(next.value, '(') ? { kind: 'group', nodes: nest(tokens) } : next.value);
  }
  return nodes;
}
