import { quoteName } from '../sql/quote.ts';
import type { Check, Snapshot } from './model.ts';
import { isOn, ofVariable, optionFile, setting, verdictOf } from './verdict.ts';

const sampleDatabases = ['test', 'sakila', 'world', 'world_x', 'employees', 'airportdb', 'menagerie'];

/** How the server is set up. */
export const serverChecks: readonly Check[] = [
  {
    code: 'test-database',
    title: 'There is no database for tests or samples.',
    numbers: { mysql: ['4.2'], mariadb: ['4.2'] },
    severity: 'warning',
    decide: ({ databases }) =>
      verdictOf(
        databases
          .filter((name) => sampleDatabases.includes(name.toLowerCase()))
          .map((name) => ({
            subject: name,
            found: 'is a database for tests or samples',
            remedy: `DROP DATABASE ${quoteName(name)}`,
          })),
      ),
  },
  {
    code: 'local-infile',
    title: 'LOAD DATA LOCAL is off.',
    numbers: { mysql: ['4.4'], mariadb: ['4.4'] },
    severity: 'warning',
    decide: (snapshot) =>
      ofVariable(snapshot, 'local_infile', (value) => {
        if (!isOn(value)) return undefined;
        const found = 'is ON: the server may ask a client for its files';
        return { found, remedy: setting(snapshot, 'local_infile', 'OFF') };
      }),
  },
  {
    code: 'skip-grant-tables',
    title: 'Accounts and privileges are in force.',
    numbers: { mysql: ['4.5'], mariadb: ['4.5'] },
    severity: 'error',
    decide: (snapshot) => {
      if (!areGrantsSkipped(snapshot)) return { outcome: 'passed' };
      const found = 'is on: everybody may do everything without a password';
      const remedy =
        'take skip_grant_tables out of the option file and the command line, then restart the server';
      return verdictOf([{ subject: 'skip_grant_tables', found, remedy }]);
    },
  },
  {
    code: 'symbolic-links',
    title: 'Tables cannot be links to other places.',
    numbers: { mysql: ['4.6'], mariadb: ['4.6'] },
    severity: 'note',
    decide: (snapshot) =>
      ofVariable(snapshot, 'have_symlink', (value) => {
        if (!isOn(value)) return undefined;
        return {
          found: 'is YES: who may create a table may place its file elsewhere (MyISAM and Aria)',
          remedy: optionFile(snapshot, 'symbolic-links=0'),
        };
      }),
  },
  {
    code: 'secure-file-priv',
    title: 'The server reads and writes files in one folder only, or in none.',
    numbers: { mysql: ['4.7'], mariadb: ['4.7'] },
    severity: 'warning',
    decide: (snapshot) =>
      ofVariable(snapshot, 'secure_file_priv', (value) => {
        if (value !== '') return undefined;
        const found = 'is not set: who has FILE reads and writes every file that the server can';
        const line = snapshot.kind === 'mysql' ? 'secure_file_priv=NULL' : 'secure_file_priv=<empty folder>';
        return { found, remedy: optionFile(snapshot, line) };
      }),
  },
  {
    code: 'strict-mode',
    title: 'A value that does not fit is refused, not cut off.',
    numbers: { mysql: ['4.8'], mariadb: ['4.8'] },
    severity: 'warning',
    decide: (snapshot) =>
      ofVariable(snapshot, 'sql_mode', (value) => {
        const modes = value.split(',');
        if (modes.includes('STRICT_ALL_TABLES')) return undefined;
        const remedy = setting(
          snapshot,
          'sql_mode',
          `'${['STRICT_ALL_TABLES', ...modes].filter(Boolean).join(',')}'`,
        );
        return modes.includes('STRICT_TRANS_TABLES')
          ? { severity: 'note', found: 'is strict for InnoDB only (STRICT_TRANS_TABLES)', remedy }
          : { found: 'is not strict: values are cut off with a mere warning', remedy };
      }),
  },
];

/** MySQL has no variable for it, but a name for everybody. */
function areGrantsSkipped({ variables, reader }: Snapshot): boolean {
  return isOn(variables.get('skip_grant_tables')) || reader.user === 'skip-grants user';
}
