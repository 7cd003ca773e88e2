/** `npm run audit:database`: what is right and wrong with the databases of the services, and what to do about it. */
import { readOptions, usage, UsageError } from './audit-database/options.ts';

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') console.log(usage);
  else {
    // The help text and a wrong option need none of what an audit loads.
    const { runAudit } = await import('./audit-database/run-audit.ts');
    process.exitCode = await runAudit(options, {
      environment: process.env,
      print: console.log,
      printError: console.error,
    });
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`audit:database: ${error.message}\n\n${usage}`);
  process.exitCode = 1;
}
