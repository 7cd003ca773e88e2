import { createHash } from 'node:crypto';
import type { Fact } from '../answer.ts';
import type { ObjectName } from '../change.ts';

/** What is known of one object at one moment. */
export interface Sight {
  readonly object: string;
  readonly name: string;
  /** As the server prints it; undefined of what is not there, or not readable. */
  readonly definition: string | undefined;
  readonly isReadable: boolean;
}

/** What the server has shown, or does not have. */
export function seen(object: string, name: ObjectName | string, definition: string | undefined): Sight {
  return { object, name: written(name), definition, isReadable: true };
}

/** What is there, or may be there, and is not shown to this account. */
export function unreadable(object: string, name: ObjectName | string): Sight {
  return { object, name: written(name), definition: undefined, isReadable: false };
}

function written(name: ObjectName | string): string {
  return typeof name === 'string' ? name : `${name.schema}.${name.name}`;
}

/** Whether it is there; of what is not readable nobody knows. */
export function isPresent({ definition }: Sight): boolean {
  return definition !== undefined;
}

/** A sight without its definition, which may hold the hash of a password. */
export function factOf({ object, name, definition, isReadable }: Sight): Fact {
  const state = !isReadable ? 'unreadable' : definition === undefined ? 'absent' : 'present';
  return { object, name, state };
}

const surroundingDigits = 16;

/** Grows with the rows of a table. */
const counter = / AUTO_INCREMENT=\d+/;

/**
 * 48 digits of a SHA-256 of all that was seen, so that definitions, some of which hold password hashes, need not be kept;
 * before it 16 of what decides how definitions are printed. 64 hexadecimal digits, as the journal's column wants them.
 */
export function digestOf(sights: readonly Sight[], surroundings: string): string {
  const facts = sights.map(({ name, definition, isReadable }) => [
    name,
    definition?.replace(counter, '') ?? null,
    isReadable,
  ]);
  return `${sha256(surroundings).slice(0, surroundingDigits)}${sha256(JSON.stringify(facts)).slice(0, 48)}`;
}

/** The digest of a moment at which none of these was there. */
export function digestOfNothing(sights: readonly Sight[], surroundings: string): string {
  const nothing = sights.map((sight) => ({ ...sight, definition: undefined }));
  return digestOf(nothing, surroundings);
}

/** Whether two digests were taken where definitions are printed alike. */
export function areComparable(a: string, b: string): boolean {
  return a.slice(0, surroundingDigits) === b.slice(0, surroundingDigits);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
