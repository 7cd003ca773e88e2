/** Everything of the outside that the command line uses; `main.ts` is the only place that makes one. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  /** Whether a person can be asked. */
  readonly isInteractive: boolean;
  /** Of the terminal of standard output, at the moment; where there is none it is not asked. */
  readonly size: () => { readonly rows: number; readonly columns: number };
  /** Whether colours are shown when `-color=auto`. */
  readonly hasColors: boolean;
  readonly platform: NodeJS.Platform;
  /** The home directory. */
  readonly home: string;
  /** Aborted by the first Ctrl-C or SIGTERM. */
  readonly stop: AbortSignal;
  /** Aborted by the second; the process ends as soon as the listeners have returned. */
  readonly kill: AbortSignal;
  /** Standard output; a line end is added. */
  print(text: string): void;
  /** Standard error; a line end is added. */
  printError(text: string): void;
}
