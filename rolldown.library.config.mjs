// Makes one file, and what its entries share, of each library: under tsx, which looks at every module, the set-up starts in
// half the time. Run by the package's `build`, in its folder; its dependencies stay outside.
import { readFileSync } from 'node:fs';
import { basename, isAbsolute } from 'node:path';
import { defineConfig } from 'rolldown';

const { version, exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = Object.values(exports)
  .map((entry) => (typeof entry === 'string' ? entry : entry.default))
  .filter((file) => file.startsWith('./dist/lib/'))
  .map((file) => basename(file, '.js'));

export default defineConfig({
  input: Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])),
  platform: 'node',
  transform: { define: { PROGRAM_VERSION: JSON.stringify(version) } },
  external: (id) => !/^[./]/.test(id) && !isAbsolute(id),
  output: { dir: 'dist/lib', cleanDir: true, sourcemap: true },
});
