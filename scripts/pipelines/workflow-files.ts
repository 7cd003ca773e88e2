import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A workflow, or the description of an action of this repository, as it is written. */
export interface PipelineFile {
  /** Relative to the repository, with slashes. */
  readonly file: string;
  readonly kind: 'workflow' | 'action';
  readonly text: string;
}

/** All files of `.github/workflows` and `.github/actions`, by name. */
export function pipelineFiles(root: string): readonly PipelineFile[] {
  const workflows = namesIn(root, '.github/workflows')
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => read(root, 'workflow', `.github/workflows/${name}`));
  const actions = namesIn(root, '.github/actions').map((name) =>
    read(root, 'action', `.github/actions/${name}/action.yml`),
  );
  return [...workflows, ...actions];
}

function namesIn(root: string, folder: string): readonly string[] {
  const directory = path.join(root, folder);
  return existsSync(directory) ? readdirSync(directory).toSorted() : [];
}

function read(root: string, kind: PipelineFile['kind'], file: string): PipelineFile {
  return { file, kind, text: readFileSync(path.join(root, file), 'utf8') };
}
