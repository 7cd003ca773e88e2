import type { Config } from '../../config/config.ts';
import { onDatabases } from '../../config/on-databases.ts';
import { sharedFiles } from '../../source/file-source.ts';
import type { NamedDatabase } from './many.ts';

/**
 * One project on many databases: each takes the place of the one that the URL names. The files are read once for all,
 * so make them anew for each {@link runMany}.
 *
 * @throws RefusedError when the history, or a further schema, would be one for all of them
 */
export function tenantsOf(config: Config, names: readonly string[]): readonly Required<NamedDatabase>[] {
  const source = sharedFiles();
  return onDatabases(config, names).map((each) => ({ name: each.defaultSchema, config: each, source }));
}
