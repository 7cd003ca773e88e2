import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import type { Plugin } from 'rolldown';

/** A module that is loaded when something of it is used first, and not when it is imported. */
export interface LateModule {
  /** A package, a file of one in full, as in `mysql2/lib/constants/errors.js`, a module of Node.js, or a name of package.json's `imports`. */
  readonly module: string;
  /** Who imports it: ES modules take names of it, CommonJS modules take it as a whole, which is the default. */
  readonly importedBy?: 'name';
  /** A CommonJS file to import in its place, which requires the late one itself; default: one that does at any use. */
  readonly standIn?: string;
}

/**
 * Gives each of the modules a file of its own, `late/<module>.cjs`, which is read when the program first uses it. For
 * what is imported at the top and rarely needed: tables of character sets, of error names, of certificates.
 *
 * @throws Error when nothing imports one of them any more
 */
export function loadLate(modules: readonly LateModule[]): Plugin {
  const met = new Map<string, LateModule>();
  return {
    name: 'load-late',
    async resolveId(source, importer) {
      if (modules.some((late) => source === `./${fileOf(late)}`)) return { id: source, external: true };
      if (importer === undefined) return undefined;
      if (importer.startsWith(stand))
        return staysOutside(source) ? { id: source, external: true } : undefined;
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      const late = resolved && modules.find(({ module }) => source === module || isFile(resolved.id, module));
      if (!late) return undefined;
      if (!met.has(resolved.id) && !staysOutside(late.module))
        this.emitFile({ type: 'chunk', id: resolved.id, fileName: fileOf(late) });
      met.set(resolved.id, late);
      return `${stand}${resolved.id}`;
    },
    async load(id) {
      const late = id.startsWith(stand) ? met.get(id.slice(stand.length)) : undefined;
      return late && { code: await standIn(late), moduleType: 'js' };
    },
    transform(code) {
      // What our own modules load late by themselves.
      const replaced = code.replaceAll(
        /createRequire\(import\.meta\.url\)\('([^']+)'\)/g,
        (found, source) => {
          const late = modules.find(({ module }) => source === module);
          return late ? `require('./${fileOf(late)}')` : found;
        },
      );
      // No line moves, so that the source map stays.
      return replaced === code ? undefined : { code: replaced, map: null };
    },
    buildEnd(error) {
      const missed = modules.filter((late) => ![...met.values()].includes(late));
      if (error === undefined && missed.length > 0)
        throw new Error(`nothing imports ${missed.map(({ module }) => module).join(', ')} any more`);
    },
  };
}

/** How the ids of the modules begin that are imported in the others' place. */
const stand = '\0late:';

function isFile(id: string, module: string): boolean {
  return id.replaceAll('\\', '/').endsWith(`/node_modules/${module}`);
}

/** Modules of Node.js, and names of package.json, which are resolved when the program runs. */
function staysOutside(module: string): boolean {
  return isBuiltin(module) || module.startsWith('#');
}

function fileOf({ module }: LateModule): string {
  return `late/${module.replace(/\.js$/, '').replaceAll('/', '-')}.cjs`;
}

async function standIn(late: LateModule): Promise<string> {
  if (late.standIn !== undefined) return readFileSync(late.standIn, 'utf8');
  const load = `require('${staysOutside(late.module) ? late.module : `./${fileOf(late)}`}')`;
  if (late.importedBy !== 'name')
    return `module.exports = new Proxy(() => undefined, { get: (_, name) => ${load}[name], apply: (_, self, args) => ${load}.apply(self, args) });`;
  const real = (await import(late.module)) as Readonly<Record<string, unknown>>;
  const names = Object.keys(real).filter((name) => name !== 'default');
  return `module.exports = { __esModule: true, ${names.map((name) => `get ${name}() { return ${load}.${name}; }`).join(', ')} };`;
}
