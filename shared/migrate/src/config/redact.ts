/** What may be said about a value that may hold a password: `value hidden, 31 characters`. */
export function hiddenValue(value: string): string {
  return `value hidden, ${value.length} ${value.length === 1 ? 'character' : 'characters'}`;
}
