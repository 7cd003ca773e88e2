/** Where a client logs in, and as whom. */
export interface ClientAddress {
  readonly host: string;
  readonly port: number;
  readonly socketPath?: string | undefined;
  readonly user: string;
  readonly password: string;
}

/** Text of an option file (`--defaults-file`) by which a client logs in. */
export function clientFile({ host, port, socketPath, user, password }: ClientAddress): string {
  const quote = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;
  const where =
    socketPath === undefined ? [`host=${quote(host)}`, `port=${port}`] : [`socket=${quote(socketPath)}`];
  return ['[client]', ...where, `user=${quote(user)}`, `password=${quote(password)}`, ''].join('\n');
}
