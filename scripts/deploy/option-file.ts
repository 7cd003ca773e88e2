/** Whose client program it is; their options for TLS differ. */
export type Maker = 'mariadb' | 'mysql';

/** The option file of a client program for the database that DB_* names; it holds the password. */
export function optionFile(environment: Readonly<Record<string, string | undefined>>, maker: Maker): string {
  const value = (name: string, fallback = '') => environment[name] || fallback;
  const entries = {
    host: value('DB_HOST', '127.0.0.1'),
    port: value('DB_PORT', '3306'),
    protocol: 'tcp',
    user: value('DB_USER'),
    password: value('DB_PASSWORD'),
  };
  const lines = Object.entries(entries).map(([name, text]) => `${name}=${quoted(text)}`);
  return [
    '[client]',
    ...lines,
    ...tlsLines(value('DB_SSL_MODE', 'PREFERRED'), value('DB_SSL_CA'), maker),
    '',
  ].join('\n');
}

function tlsLines(mode: string, ca: string, maker: Maker): readonly string[] {
  const authority = ca === '' || mode === 'DISABLED' ? [] : [`ssl-ca=${quoted(ca)}`];
  if (maker === 'mysql') return [`ssl-mode=${mode}`, ...authority];
  if (mode === 'DISABLED') return ['skip-ssl'];
  return [...authority, /^VERIFY/.test(mode) ? 'ssl-verify-server-cert' : 'skip-ssl-verify-server-cert'];
}

/** Backslashes begin an escape in these files, and quotes end a value. */
function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
