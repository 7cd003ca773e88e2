import type { Ora } from 'ora';

/** One line at the bottom of a terminal that shows what runs and for how long. */
export interface Spinner {
  /** @param text what runs: a script and its statement, two blanks between them */
  readonly show: (text: string) => void;
  /** Takes the line away until the next `show`, so that something else can be printed. */
  readonly clear: () => void;
}

/** @param isShown false where there is no terminal: nothing is ever printed then */
export function openSpinner(isShown: boolean): Spinner {
  if (!isShown) return { show: () => undefined, clear: () => undefined };
  let spinner: Ora | undefined;
  let text: string | undefined;
  let script: string | undefined;
  let started = 0;
  // Loaded while the first statement runs: a run without a terminal does not pay for it.
  const loading = import('ora').then(({ default: ora }) => {
    // With stdin discarded, Ctrl-C would end the process at once instead of stopping it safely.
    spinner = ora({ discardStdin: false });
  });
  loading.catch(() => undefined);
  // Drawn from here only: a script of many quick statements costs no time and does not flicker.
  const ticker = setInterval(() => {
    if (!spinner || text === undefined) return;
    spinner.text = `${text}  ${((Date.now() - started) / 1000).toFixed(1)} s`;
    if (!spinner.isSpinning) spinner.start();
  }, 100);
  ticker.unref();

  return {
    show: (next) => {
      const [nextScript] = next.split('  ');
      if (script !== nextScript) started = Date.now();
      script = nextScript;
      text = next;
    },
    clear: () => {
      text = undefined;
      spinner?.stop();
    },
  };
}
