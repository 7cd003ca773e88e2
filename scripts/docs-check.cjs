// `npm run docs:check`, in this process.
require('./run.cjs').runHere('docs-check.ts');
