import { applied } from './applied.ts';
import { appliedBaselineFiles } from './applied-baseline-files.ts';
import { baselineFiles } from './baseline-files.ts';
import { baselineFilesOnHistory } from './baseline-files-on-history.ts';
import { baselineRows } from './baseline-rows.ts';
import { deleted } from './deleted.ts';
import { failed } from './failed.ts';
import { ignorePatterns } from './ignore-patterns.ts';
import { mismatch } from './mismatch.ts';
import { namedTarget } from './named-target.ts';
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
  ...namedTarget,
  ...baselineFiles,
  ...baselineFilesOnHistory,
  ...appliedBaselineFiles,
  ...baselineRows,
  ...repeatable,
  ...deleted,
  ...failed,
  ...mismatch,
  ...applied,
];
