import type { OutputType } from './words.ts';

/** What it stands beside would really run. */
export function verifyProblems(commands: readonly string[]): string[] {
  const others = commands.filter((command) => command !== 'undo');
  return others.length > 0 ? [`-verify is for undo, not for ${others.join(', ')}`] : [];
}

/** The value of `-assumeApplied=`. */
export function readAssumed(value: string | undefined): number | 'all' | undefined {
  if (value === undefined || value === 'all') return value;
  return isCount(value) ? Number(value) : undefined;
}

/** Whether it is a number of statements. */
export function isCount(value: string): boolean {
  return /^\d{1,9}$/.test(value);
}

/** Beside another command it would be read as one about that. */
export function assumeProblems(commands: readonly string[]): string[] {
  const others = commands.filter((command) => command !== 'repair');
  if (others.length > 0) return [`-assumeApplied= is for repair alone, not for ${others.join(', ')}`];
  return commands.length === 1 ? [] : ['-assumeApplied= is for one repair'];
}

/** Only these find something in files. */
export function sarifProblems(outputType: OutputType, commands: readonly string[]): string[] {
  const others = commands.filter((command) => !['validate', 'migrate', 'resume'].includes(command));
  return outputType === 'sarif' && others.length > 0
    ? [`-outputType=sarif is for validate, migrate and resume, not for ${others.join(', ')}`]
    : [];
}
