// `npm run ci:local`: runs ci-local.ts in this process. The program tsx would kill it at a second Ctrl-C, or while it
// copies files, and its clone would stay behind.
import('tsx/esm/api')
  .then(({ register }) => {
    register();
    return import('./ci-local.ts');
  })
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
