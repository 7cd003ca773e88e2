/**
 * A line of Flyway's without its secrets: with `-X` it prints the value of every variable that a `.conf` file names,
 * the password among them.
 *
 * @param secrets texts that are not shown; those of up to three characters are passed over, since they stand for
 *   themselves anywhere
 */
export function redactLine(line: string, secrets: readonly string[]): string {
  const shown = line.replace(/(Expanding environment variable in config: \w+ -> ).*/, '$1***');
  return secrets
    .filter((secret) => secret.length > 3)
    .reduce((text, secret) => text.replaceAll(secret, '***'), shown);
}
