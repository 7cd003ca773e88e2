import path from 'node:path';

/** A location: the folder to read, and which of its files belong to it. */
export interface Location {
  readonly root: string;
  /** The script's name with `/`, relative to the location; undefined when the file does not belong to it. */
  scriptOf(file: string): string | undefined;
}

/**
 * Understands an absolute folder or a glob as Flyway does: `**` is any number of folders, `*` a part of a name,
 * `?` one character. A last part with a dot names files, anything else folders, of which scripts are relative to
 * the folder that matched.
 */
export function parseLocation(location: string): Location {
  const parts = location.split(/[\\/]/);
  const firstGlob = parts.findIndex((part) => /[*?]/.test(part));
  if (firstGlob < 0) return { root: location, scriptOf: (file) => relative(location, file) };
  const root = parts.slice(0, firstGlob).join('/') || '/';
  const pattern = globPattern(parts.slice(firstGlob));
  return {
    root,
    scriptOf: (file) => {
      const inRoot = relative(root, file);
      const match = pattern.exec(inRoot);
      return match ? match.groups?.['script'] || inRoot : undefined;
    },
  };
}

function globPattern(parts: readonly string[]): RegExp {
  const folders = parts.map((part, index) => {
    if (part === '**') return '(?:[^/]+/)*?';
    const text = part
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('?', '[^/]')
      .replaceAll('*', '[^/]+?');
    return index < parts.length - 1 ? `${text}/` : text;
  });
  if (parts.at(-1)?.includes('.')) return new RegExp(`^${folders.join('')}$`, 's');
  const separator = parts.at(-1) === '**' ? '' : '/';
  return new RegExp(`^${folders.join('')}${separator}(?<script>.*)$`, 's');
}

function relative(root: string, file: string): string {
  return file.slice(/[\\/]$/.test(root) ? root.length : root.length + 1).replaceAll(path.sep, '/');
}
