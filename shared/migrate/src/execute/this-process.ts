import { hostname } from 'node:os';
import { pid } from 'node:process';
import { programVersion } from '../program-version.ts';
import type { LeaseOptions } from './lease.ts';

/** Who takes the lease. */
export function thisProcess(): LeaseOptions['runner'] {
  return { host: hostname(), process: pid, toolVersion: programVersion() };
}
