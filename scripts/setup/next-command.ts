/**
 * The command that was typed, to be typed again.
 *
 * @param started how the set-up was started: by npm, or by a script of the platform
 */
export function nextCommand(
  argv: readonly string[],
  started: { readonly platform: NodeJS.Platform; readonly npmScript?: string | undefined },
): string {
  const words = argv.map((word) => (/^[\w./:=-]+$/.test(word) ? word : `'${word}'`));
  if (started.npmScript === 'setup')
    return ['npm run setup', ...(words.length > 0 ? ['--', ...words] : [])].join(' ');
  const script = started.platform === 'win32' ? '.\\scripts\\setup-phase1.ps1' : './scripts/setup-phase1.sh';
  return [script, ...words].join(' ');
}
