import { safeMessage } from './safe-error.ts';
import { safeValue } from './safe-value.ts';

/**
 * The arguments of a call such as `log.info(values, 'text %j', more)` without what pino would write past its
 * formatters: it takes the message of an error as it is where no text is given, and puts what stands for `%s`, `%o`
 * and `%j` into the text.
 */
export function safeArguments([first, ...texts]: readonly unknown[]): unknown[] {
  const [text, ...more] = texts.map(safeArgument);
  if (typeof first === 'string') return [first, ...texts.map(safeArgument)];
  const error = first instanceof Error ? first : (first as { err?: unknown } | null | undefined)?.err;
  if (text !== undefined || !(error instanceof Error)) return [first, text, ...more];
  return [first, safeMessage(error)];
}

function safeArgument(value: unknown): unknown {
  return value instanceof Error ? `${value.name}: ${safeMessage(value)}` : safeValue(value);
}
