import { lastOf, pendingOf, type PlatformStatus } from './model.ts';

/** The status for programs: {@link PlatformStatus} with what is derived from it. */
export function statusJson(status: PlatformStatus): string {
  const services = status.services.map((service) => ({
    ...service,
    pending: pendingOf(service).map(({ script }) => script),
    last: lastOf(service) ?? null,
  }));
  return JSON.stringify({ ok: status.attention.length === 0, ...status, services }, null, 2);
}
