import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'rolldown';

/**
 * Writes a file with the licenses of all packages of which something went into the bundle.
 *
 * @param fileName relative to the folder of the bundle
 * @throws Error when a package has no text of its license
 */
export function licenses(fileName: string): Plugin {
  return {
    name: 'licenses',
    generateBundle(_, files) {
      const chunks = Object.values(files).filter((file) => file.type === 'chunk');
      const folders = chunks.flatMap(({ moduleIds }) => moduleIds).flatMap(packageFolder);
      const texts = [...new Set(folders)].map(describePackage).toSorted();
      this.emitFile({ type: 'asset', fileName, source: texts.join(`\n${'-'.repeat(80)}\n\n`) });
    },
  };
}

/** `…/node_modules/@scope/name` of a file below it, none of our own and of what the bundler adds. */
function packageFolder(id: string): readonly string[] {
  const found = /^[^\0].*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/.exec(id)?.[0];
  return found === undefined ? [] : [found];
}

function describePackage(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no file with its license`);
  return `${name} ${version}\n\n${readFileSync(path.join(folder, file), 'utf8').trim()}\n`;
}
