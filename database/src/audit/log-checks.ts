import type { Check } from './model.ts';
import { isOn, ofVariable, optionFile, setting, verdictOf } from './verdict.ts';

/** What the server writes down, and who could read secrets there. */
export const logChecks: readonly Check[] = [
  {
    code: 'error-log',
    title: 'Errors go to a file.',
    numbers: { mysql: ['6.1'], mariadb: ['6.1'] },
    severity: 'note',
    decide: (snapshot) =>
      ofVariable(snapshot, 'log_error', (value) => {
        if (value !== '' && value !== 'stderr') return undefined;
        const found =
          'names no file: errors go to standard error, where only who started the server keeps them';
        return { found, remedy: optionFile(snapshot, 'log_error=<file>') };
      }),
  },
  {
    code: 'log-warnings',
    title: 'Refused and broken connections are logged.',
    numbers: { mysql: ['6.3'], mariadb: ['6.3'] },
    severity: 'note',
    decide: (snapshot) => {
      const name = snapshot.kind === 'mysql' ? 'log_error_verbosity' : 'log_warnings';
      return ofVariable(snapshot, name, (value) => {
        if (Number(value) >= 2) return undefined;
        return { found: `is ${value}: warnings are not logged`, remedy: setting(snapshot, name, '2') };
      });
    },
  },
  {
    code: 'log-raw',
    title: 'Passwords are left out of the logs.',
    numbers: { mysql: ['6.4'] },
    severity: 'error',
    only: 'mysql',
    decide: (snapshot) =>
      ofVariable(snapshot, 'log_raw', (value) => {
        if (!isOn(value)) return undefined;
        const found = 'is ON: passwords stand in the logs as they are sent';
        return { found, remedy: setting(snapshot, 'log_raw', 'OFF') };
      }),
  },
  {
    code: 'general-log',
    title: 'Not every statement is written down.',
    numbers: {},
    severity: 'warning',
    decide: (snapshot) =>
      ofVariable(snapshot, 'general_log', (value) => {
        if (!isOn(value)) return undefined;
        const passwords = snapshot.kind === 'mariadb' ? ', clear passwords of CREATE USER among them' : '';
        const found = `is ON: every statement with its data is logged${passwords}`;
        return { found, remedy: setting(snapshot, 'general_log', 'OFF') };
      }),
  },
  {
    code: 'binlog-encryption',
    title: 'Binary logs are encrypted.',
    numbers: { mysql: ['2.2.1'], mariadb: ['6.6'] },
    severity: 'note',
    decide: (snapshot) => {
      if (!isOn(snapshot.variables.get('log_bin'))) return { outcome: 'passed' };
      const name = snapshot.kind === 'mysql' ? 'binlog_encryption' : 'encrypt_binlog';
      return ofVariable(snapshot, name, (value) => {
        if (isOn(value)) return undefined;
        const remedy = `set up a key-ring, then ${optionFile(snapshot, `${name}=ON`)}`;
        return { found: 'is OFF: the binary logs hold every change in clear text', remedy };
      });
    },
  },
  {
    code: 'audit-log',
    title: 'An audit plug-in records who logs in.',
    numbers: { mariadb: ['6.4'] },
    severity: 'note',
    only: 'mariadb',
    decide: ({ variables }) => {
      if (isOn(variables.get('server_audit_logging'))) return { outcome: 'passed' };
      const remedy = "INSTALL SONAME 'server_audit'; SET GLOBAL server_audit_logging = ON";
      return verdictOf([{ subject: 'server_audit', found: 'is not recording', remedy }]);
    },
  },
];
