import { describeError, migrate, MigrateError, resolveConfig } from '../src/index.ts';

export async function migrateShop(url: string, password: string): Promise<string> {
  try {
    const config = resolveConfig({ url, user: 'shop', password, locations: ['filesystem:migrations'] });
    const { applied, targetVersion } = await migrate(config);
    return applied.length === 0
      ? 'up to date'
      : `${applied.length} applied, now at ${targetVersion ?? 'the version it had'}`;
  } catch (error) {
    if (error instanceof MigrateError) return describeError(error);
    throw error;
  }
}
