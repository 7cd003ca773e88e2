import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Case, DeliberateDifference, Step } from './model.ts';

const root = path.join(import.meta.dirname, 'cases');

/** The groups of cases, by name. */
export function groupNames(): readonly string[] {
  return folders(root);
}

/**
 * The cases of a group, by name.
 *
 * @throws Error naming the file when a `case.json` is wrong
 */
export function readCases(group: string): readonly Case[] {
  return folders(path.join(root, group)).map((name) => readCase(group, name));
}

function folders(parent: string): readonly string[] {
  const entries = readdirSync(parent, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

function readCase(group: string, name: string): Case {
  const folder = path.join(root, group, name);
  const file = path.join(folder, 'case.json');
  const { title, about, steps, servers, schema, differs, ...unknown } = JSON.parse(
    readFileSync(file, 'utf8'),
  ) as WrittenCase;
  const strangers = Object.keys(unknown);
  if (strangers.length > 0) throw new Error(`${file}: unknown ${strangers.join(', ')}`);
  if (!title || !about?.length || !steps?.length)
    throw new Error(`${file}: title, about and steps must be there`);
  return {
    name: `${group}/${name}`,
    folder,
    title,
    about,
    steps: steps.map((step) => parseStep(step, file)),
    schema: schema ?? 'created',
    servers: servers ?? ['mariadb', 'mysql'],
    differs: differs ?? [],
  };
}

interface WrittenCase {
  readonly title?: string;
  readonly about?: readonly string[];
  readonly steps?: readonly (string | readonly string[])[];
  readonly servers?: Case['servers'];
  readonly schema?: Case['schema'];
  readonly differs?: readonly DeliberateDifference[];
}

const commands = ['migrate', 'info', 'validate', 'baseline', 'repair', 'clean'];

/** A step with blanks in a flag is written as a list of words. */
function parseStep(written: string | readonly string[], file: string): Step {
  const words = typeof written === 'string' ? written.split(' ') : written;
  const [word = '', operand] = words;
  if (commands.includes(word)) return { kind: 'command', args: words };
  if (operand !== undefined && words.length === 2) {
    if (word === 'sql') return { kind: 'sql', file: operand };
    if (word === 'add') return { kind: 'add', folder: operand };
    if (word === 'remove') return { kind: 'remove', file: operand };
  }
  throw new Error(`${file}: "${words.join(' ')}" is no step`);
}
