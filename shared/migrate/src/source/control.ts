/** What a `transaction` statement does to what is open; none of SAVEPOINT and the like. */
export type Control = 'commit' | 'rollback' | 'begin' | 'lock' | 'unlock' | 'autocommit' | 'xa';

/** Reads a statement of the kind `transaction` by its first word, behind comments and in conditional ones. */
export function controlOf(text: string): Control | undefined {
  const [, word = '', rest = ''] = words.exec(text) ?? [];
  switch (word.toLowerCase()) {
    case 'commit':
      return 'commit';
    case 'rollback':
      return /^\s+(?:work\s+)?to\b/i.test(rest) ? undefined : 'rollback';
    case 'begin':
    case 'start':
      return 'begin';
    case 'lock':
      return 'lock';
    case 'unlock':
      return 'unlock';
    case 'set':
      return 'autocommit';
    case 'xa':
      return 'xa';
    default:
      return undefined;
  }
}

const words = /^(?:\s|--\s.*|#.*|\/\*(?!M?!)[\s\S]*?\*\/|\/\*M?!\d*)*(\w+)([\s\S]*)/;
