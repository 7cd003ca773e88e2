import { applied } from './applied.ts';
import { baselineFiles } from './baseline-files.ts';
import { baselineRows } from './baseline-rows.ts';
import { deleted } from './deleted.ts';
import { failed } from './failed.ts';
import { ignorePatterns } from './ignore-patterns.ts';
import { mismatch } from './mismatch.ts';
import { repeatable } from './repeatable.ts';
import { shouldExecute } from './should-execute.ts';
import { target } from './target.ts';
import type { Situation } from './situation.ts';

export type { Situation };

/** Every measured situation. */
export const situations: readonly Situation[] = [
  ...shouldExecute,
  ...ignorePatterns,
  ...target,
  ...baselineFiles,
  ...baselineRows,
  ...repeatable,
  ...deleted,
  ...failed,
  ...mismatch,
  ...applied,
];
