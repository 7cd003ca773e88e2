import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** A statement that code sends, as far as its text stands there. */
export interface CodeQuery {
  readonly sql: string;
  readonly file: string;
  /** 1 for the first. */
  readonly line: number;
}

/** The texts in the TypeScript files of a folder that are a SELECT, UPDATE or DELETE; tests are left out. */
export function queriesIn(folder: string): readonly CodeQuery[] {
  return sourceFiles(folder).flatMap((file) => queriesOf(readFileSync(file, 'utf8'), file));
}

/** Keywords in one case, which keeps sentences out. */
const query =
  /^\s*(?:SELECT\b.*\bFROM|UPDATE\b.*\bSET|DELETE\s+FROM|select\b.*\bfrom|update\b.*\bset|delete\s+from)\b/s;

/** The queries of one source text. What a template inserts stands as `?`. */
export function queriesOf(text: string, file: string): readonly CodeQuery[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found: CodeQuery[] = [];
  const visit = (node: ts.Node): void => {
    const sql = textOf(node);
    if (sql !== undefined && query.test(sql))
      found.push({ sql, file, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1 });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('?');
}

function sourceFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .toSorted()
    .map((name) => path.join(folder, name));
}
