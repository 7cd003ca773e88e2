/** Properties of an error that are logged in their own way, or hold text of a statement. */
const replaced: readonly string[] = ['name', 'message', 'stack', 'cause', 'sql', 'sqlMessage', 'errors'];

/**
 * An error as a plain value for the log: type, message, frames, code and the like, causes; without the statement that
 * mysql2 attaches, and without the pieces of it and of rows that servers quote.
 */
export function safeError(error: Error, copy: (value: unknown, name: string) => unknown): object {
  const { cause, errors } = error as { cause?: unknown; errors?: unknown };
  const own = Object.entries(error).filter(([name]) => !replaced.includes(name));
  return {
    type: error.name,
    message: safeMessage(error),
    ...Object.fromEntries(own.map(([name, value]) => [name, copy(value, name)])),
    stack: frames(error).replaceAll(/^ +/gm, ''),
    ...(cause !== undefined && { cause: copy(cause, 'cause') }),
    ...(Array.isArray(errors) && { errors: copy(errors, 'errors') }),
  };
}

/**
 * The message of an error. A server's may quote the statement (1064) or a row (1062, 1292, 1366), which is a secret or
 * a patient's: such a quotation is hidden.
 */
export function safeMessage({ message, sqlState }: Error & { readonly sqlState?: unknown }): string {
  if (sqlState === undefined) return message;
  return message
    .replace(/ near '[\s\S]*' at line /, " near '***' at line ")
    .replace(/(entry|value:?) '[\s\S]*?'(?= for | at |$)/gi, "$1 '***'");
}

/** The lines of an error's stack without its message, which stands in front of them there. */
export function frames({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
