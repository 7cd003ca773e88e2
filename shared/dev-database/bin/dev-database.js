#!/usr/bin/env node
import '../dist/lib/program.js';
