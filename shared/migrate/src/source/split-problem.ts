import type { Block } from './blocks.ts';
import type { Closing } from './enclosure.ts';
import type { Position } from './position.ts';

/** Why a text cannot be split; the position is where the trouble began. */
export interface SplitProblem extends Position {
  readonly message: string;
}

export function unclosedEnclosure(at: Position, closing: Closing): SplitProblem {
  if (closing === '*/') return problem(at, 'The comment that begins here is never closed by */.');
  const what = closing === '`' ? 'name' : 'string';
  return problem(at, `The ${what} that begins here is never closed by ${closing}.`);
}

export function unclosedBlock(block: Block): SplitProblem {
  const { word, line, column } = block;
  const message =
    `${word} opened at line ${line} column ${column} was never closed by END. ` +
    'If it was, put the whole statement between DELIMITER // and DELIMITER ;.';
  return problem(block, message);
}

export function unclosedDelimiter(at: Position, delimiter: string, statement: Position): SplitProblem {
  const message =
    `DELIMITER ${delimiter} opened at line ${at.line} was never closed: ` +
    `the statement that begins at line ${statement.line} has no ${delimiter} behind it.`;
  return problem(at, message);
}

export function directiveInStatement(statement: Position, directive: Position): SplitProblem {
  return problem(
    statement,
    `The statement is not ended by ; before the DELIMITER in line ${directive.line}.`,
  );
}

export function emptyDelimiter(at: Position): SplitProblem {
  return problem(at, 'DELIMITER must be followed by the new delimiter, as in DELIMITER //.');
}

export function commandOfClient(at: Position, command: string): SplitProblem {
  const message = `${command} is a command of the mysql client, not SQL; write the statements themselves into this file.`;
  return problem(at, message);
}

function problem({ line, column }: Position, message: string): SplitProblem {
  return { line, column, message };
}
