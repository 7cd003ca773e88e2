import type { FailpointName } from './names.ts';

/**
 * A moment at which tests kill, stop or hold a run. This one does nothing; it is what `#failpoint` means unless node was
 * started with `--conditions=nilecare-failpoints`, for which the published package has no file.
 */
export function failpoint(_name: FailpointName): Promise<void> {
  return Promise.resolve();
}
