// Makes one file, and what its entries share, of each library and of its program: Node reads some hundred modules one by one,
// and tsx looks at each, so that the set-up starts in half the time, and so does a program. Run by the package's `build`, in
// its folder; its dependencies stay outside.
import { readFileSync } from 'node:fs';
import { basename, isAbsolute } from 'node:path';
import { defineConfig } from 'rolldown';

const { version, exports, bin = {} } = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = Object.values(exports)
  .map((entry) => (typeof entry === 'string' ? entry : entry.default))
  .filter((file) => file.startsWith('./dist/lib/'))
  .map((file) => basename(file, '.js'))
  .map((name) => [name, `src/${name}.ts`]);
const hasProgram = Object.values(bin).some((file) =>
  readFileSync(file, 'utf8').includes('dist/lib/program.js'),
);

export default defineConfig({
  input: Object.fromEntries(hasProgram ? [...entries, ['program', 'src/cli/main.ts']] : entries),
  platform: 'node',
  transform: { define: { PROGRAM_VERSION: JSON.stringify(version) } },
  external: (id) => !/^[./]/.test(id) && !isAbsolute(id),
  output: { dir: 'dist/lib', cleanDir: true, sourcemap: true },
});
