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

/** What `SET autocommit` sets it to; undefined when that is computed, or the server's default. */
export function autocommitOf(text: string): boolean | undefined {
  const [, value = ''] = /autocommit`?\s*:?=\s*['"]?(\w+)['"]?\s*(?:,|\*\/|$)/i.exec(text) ?? [];
  if (/^(?:1|on|true)$/i.test(value)) return true;
  return /^(?:0|off|false)$/i.test(value) ? false : undefined;
}

/** FLUSH TABLES WITH READ LOCK, of all tables of the server. */
export function locksServer(text: string): boolean {
  const [, word = '', rest = ''] = words.exec(text) ?? [];
  return word.toLowerCase() === 'flush' && flushAll.test(rest);
}

const flushAll = /^\s+(?:(?:no_write_to_binlog|local)\s+)?tables?\s+with\s+read\s+lock\b/i;

const words = /^(?:\s|--\s.*|#.*|\/\*(?!M?!)[\s\S]*?\*\/|\/\*M?!\d*)*(\w+)([\s\S]*)/;
