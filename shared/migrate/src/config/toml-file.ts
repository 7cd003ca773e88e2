import { parseTOML, ParseError, type AST } from 'toml-eslint-parser';
import type { ConfigurationProblem } from '../errors.ts';

/** One value of a TOML file, as `[environments.dev]` with `schemas = ["a", "b"]` below. */
export interface TomlValue {
  /** `['environments', 'dev', 'schemas']`. */
  readonly path: readonly string[];
  /** Numbers and dates as they are written: `target = 1.10` is version 1.10. */
  readonly value: string | readonly string[];
  /** Of the key, from 1. */
  readonly line: number;
}

/** A TOML file, read but not understood. */
export interface TomlFile {
  readonly values: readonly TomlValue[];
  /** Names of tables, empty ones included: `['environments', 'dev']`. */
  readonly tables: readonly (readonly string[])[];
  readonly problems: readonly ConfigurationProblem[];
}

/**
 * Reads a TOML file into its values with their lines. Tables in arrays, and arrays that hold anything but plain
 * values, are problems: no setting has such a value.
 *
 * @param file the name to show to the user
 */
export function parseTomlFile(text: string, file: string): TomlFile {
  try {
    const plain = text.replace(/^\uFEFF/, '');
    const [{ body }] = parseTOML(plain).body;
    return { ...valuesOf(body, plain, file), tables: body.flatMap(tableName) };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const message = `not valid TOML, column ${error.column + 1}: ${error.message}`;
    return { values: [], tables: [], problems: [{ message, file, line: error.lineNumber }] };
  }
}

type Nodes = readonly (AST.TOMLKeyValue | AST.TOMLTable)[];

function tableName(node: AST.TOMLKeyValue | AST.TOMLTable): string[][] {
  return node.type === 'TOMLTable' ? [nameOf(node.key)] : [];
}

function nameOf({ keys }: AST.TOMLKey): string[] {
  return keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
}

function valuesOf(nodes: Nodes, text: string, file: string): Pick<TomlFile, 'values' | 'problems'> {
  const values: TomlValue[] = [];
  const problems: ConfigurationProblem[] = [];
  const read = (node: Nodes[number], above: readonly string[]): void => {
    const path = [...above, ...nameOf(node.key)];
    const { line } = node.key.loc.start;
    if (node.type === 'TOMLTable') {
      if (node.kind === 'array')
        problems.push({
          message: `[[${path.join('.')}]] is no setting: write [${path.join('.')}]`,
          file,
          line,
        });
      else for (const inner of node.body) read(inner, path);
    } else if (node.value.type === 'TOMLInlineTable') {
      for (const inner of node.value.body) read(inner, path);
    } else {
      const value = plainValue(node.value, text);
      if (value === undefined)
        problems.push({
          message: `${path.join('.')} must be a plain value, or an array of them`,
          file,
          line,
        });
      else values.push({ path, value, line });
    }
  };
  for (const node of nodes) read(node, []);
  return { values, problems };
}

function plainValue(node: AST.TOMLContentNode, text: string): TomlValue['value'] | undefined {
  if (node.type === 'TOMLInlineTable') return undefined;
  if (node.type === 'TOMLValue')
    return node.kind === 'string' ? node.value : text.slice(node.range[0], node.range[1]);
  const parts = node.elements.map((element) => plainValue(element, text));
  return parts.every((part) => typeof part === 'string') ? parts : undefined;
}
