/** Where a setting was written; later kinds of source win over earlier ones. */
export type Origin =
  | { readonly kind: 'file'; readonly file: string; readonly line: number }
  | { readonly kind: 'environment'; readonly variable: string }
  | { readonly kind: 'flag' }
  | { readonly kind: 'option' };

/** One setting as it was written, not yet understood. */
export interface SettingEntry {
  /** Flyway's name without `flyway.`, as in `baselineOnMigrate` or `placeholders.owner`. */
  readonly key: string;
  readonly value: string;
  readonly origin: Origin;
  /** `${NAME}` variables of the value that the environment does not have. */
  readonly unsetVariables?: readonly string[];
  /** The value came from a variable: it may be a secret, whatever the setting, and is never shown. */
  readonly hidden?: boolean;
  /** What stands before `key` where the entry belongs to a TOML environment: `environments.dev.`. */
  readonly group?: string;
}

/** The setting's name as its writer knows it: `flyway.table`, `FLYWAY_TABLE`, `-table` or `table`. */
export function writtenName({ key, group, origin }: SettingEntry): string {
  switch (origin.kind) {
    case 'file':
      return `${group ?? 'flyway.'}${key}`;
    case 'environment':
      return origin.variable;
    case 'flag':
      return `-${group ?? ''}${key}`;
    case 'option':
      return key;
  }
}

/** ` (flyway.conf line 3)` for warnings, or nothing where the name alone tells; problems have file and line of their own. */
export function place(origin: Origin): string {
  return origin.kind === 'file' ? ` (${origin.file} line ${origin.line})` : '';
}

/** Something wrong with an entry, or with what no entry was written for. */
export interface EntryProblem {
  /** Without file and line, which the entry tells. */
  readonly message: string;
  readonly entry?: SettingEntry;
}
