import { describe, expect, it } from 'vitest';
import { EngineError } from '../engine-errors.ts';
import { isInvalid, parseAnswer } from './answer.ts';
import { redactLine } from './redact-line.ts';

describe('an answer in JSON', () => {
  it('is read, also behind the lines of -X', () => {
    expect(parseAnswer('{"operation":"info"}')).toEqual({ operation: 'info' });
    expect(parseAnswer('DEBUG: {x}\n{\n"operation":"info"}\n')).toEqual({ operation: 'info' });
  });

  it.each(['', 'ERROR: no', '{"operation":', '[1]'])('that is %j is an error with the text', (output) => {
    expect(() => parseAnswer(output)).toThrow(EngineError);
  });

  it.each([
    [{ operation: 'validate', validationSuccessful: false }, true],
    [{ operation: 'validate', validationSuccessful: true }, false],
    [{ operation: 'info' }, false],
    [
      { individualResults: [{ operation: 'info' }, { operation: 'validate', validationSuccessful: false }] },
      true,
    ],
    [
      { individualResults: [{ operation: 'info' }, { operation: 'validate', validationSuccessful: true }] },
      false,
    ],
  ])('%j: a failed validate is %j', (answer, expected) => {
    expect(isInvalid(answer)).toBe(expected);
  });
});

describe('a line of Flyway', () => {
  it.each([
    [
      'DEBUG: Expanding environment variable in config: DB_PASSWORD -> a',
      ['a'],
      'DEBUG: Expanding environment variable in config: DB_PASSWORD -> ***',
    ],
    ['for user me with secret.$1', ['secret.$1'], 'for user me with ***'],
    ['a plain line', ['a', ''], 'a plain line'],
  ])('%j without %j is %j', (line, secrets, expected) => {
    expect(redactLine(line, secrets)).toBe(expected);
  });
});
