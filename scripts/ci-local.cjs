// `npm run ci:local`, in this process.
require('./run.cjs').runHere('ci-local.ts');
