import type { MeasuredStatement } from '../model.ts';
import type { Position } from './position.ts';

/** A statement that the server would not take. */
export interface Oversized extends Position {
  readonly message: string;
}

/** The server answers 1153 to a statement that is too long, or nothing, and hangs up. */
export function oversized({ number, line, column, bytes }: MeasuredStatement, longest: number): Oversized {
  const message = `Statement ${number} has ${bytes} bytes, and this server takes at most ${longest} (max_allowed_packet). Split it, or have max_allowed_packet raised.`;
  return { line, column, message };
}
