'use strict';
// Preloaded into a command line under test: notes the files that it opens and the modules of Node.js that it has loaded in
// the end, and writes both to the file that NILECARE_SEEN names.
const fs = require('node:fs');

const { writeFileSync } = fs;
const { moduleLoadList, env } = process;
const files = [];
// Some of these functions call another one of them.
let isInside = false;

for (const [owner, name] of [
  [fs, 'readFileSync'],
  [fs, 'openSync'],
  [fs, 'createReadStream'],
  [fs.promises, 'readFile'],
  [fs.promises, 'open'],
]) {
  const original = owner[name];
  owner[name] = function (file, ...others) {
    if (typeof file === 'string' && !isInside) files.push(file);
    isInside = true;
    try {
      return original.call(this, file, ...others);
    } finally {
      isInside = false;
    }
  };
}

const before = new Set(moduleLoadList);
process.once('exit', () => {
  const modules = moduleLoadList.filter(
    (module) => !before.has(module) && module.startsWith('NativeModule '),
  );
  const named = modules.map((module) => module.slice('NativeModule '.length));
  writeFileSync(env.NILECARE_SEEN, JSON.stringify({ files, modules: named }));
});
