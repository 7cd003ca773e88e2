#!/usr/bin/env node
if (process.argv.includes('-X')) process.setSourceMapsEnabled(true);
require('../dist/bundle/main.cjs');
