/** Decodes `%40` and the like; a text with a stray `%`, as a password put in by a variable may be, stays as it is. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
