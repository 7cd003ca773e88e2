#!/usr/bin/env node
require('../dist/bundle/run.cjs');
