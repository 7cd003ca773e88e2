import ora from 'ora';

/** Tells what is going on: with a spinner on a terminal, else a line for each step. */
export interface Progress {
  /** Something begins that takes a while. */
  begin(text: string): void;
  /** A line that stays. */
  say(text: string): void;
  end(): void;
}

/** @param stream standard error, so that the report on standard output stays clean */
export function openProgress(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY)
    return {
      begin: (text) => void stream.write(`${text}\n`),
      say: (text) => void stream.write(`${text}\n`),
      end: () => undefined,
    };
  // The signals of Ctrl-C are handled by the command itself.
  const spinner = ora({ stream, discardStdin: false });
  return {
    begin: (text) => void spinner.start(text),
    say: (text) => {
      spinner.stop();
      stream.write(`${text}\n`);
    },
    end: () => void spinner.stop(),
  };
}
