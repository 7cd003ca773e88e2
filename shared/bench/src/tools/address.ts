import type { TestServer } from '@nilecare/dev-database';

/** `jdbc:mysql://127.0.0.1:3306/schema`. */
export function jdbcUrl({ host, port }: TestServer, schema: string): string {
  return `jdbc:mysql://${host}:${port}/${schema}`;
}

/** `mysql://user:password@127.0.0.1:3306/schema`; passwords of throw-away servers need no quoting. */
export function urlWithLogin({ host, port, user, password }: TestServer, schema: string): string {
  return `mysql://${user}:${password}@${host}:${port}/${schema}`;
}

/** As Go's driver wants it: `user:password@tcp(127.0.0.1:3306)/schema`. */
export function goAddress({ host, port, user, password }: TestServer, schema: string): string {
  return `${user}:${password}@tcp(${host}:${port})/${schema}`;
}
