/** The nouns of the document check. */

/** A Markdown file, taken apart. */
export interface Document {
  /** Relative to the root of the repository, with slashes. */
  readonly file: string;
  readonly links: readonly Link[];
  /** Names that `#…` may lead to: those of the headings, as GitHub makes them, and ids of HTML elements. */
  readonly anchors: ReadonlySet<string>;
  /** Shell blocks and tries, in the order of the text. */
  readonly parts: readonly Part[];
  /** `npm run …` and `npx …` within a sentence or a table. */
  readonly mentions: readonly Mention[];
}

/** Where a link, a picture or a definition leads. */
export interface Link {
  readonly url: string;
  readonly line: number;
}

/** A command in a sentence. */
export interface Mention {
  readonly text: string;
  readonly line: number;
}

/** What the check does with a document, one after the other. */
export type Part = Block | Try;

/** A fenced block whose language is `sh`. */
export interface Block {
  readonly kind: 'block';
  /** Line of its first command. */
  readonly line: number;
  readonly text: string;
  readonly mark: Mark;
  /** Why it is not run, behind `not-run:`. */
  readonly reason?: string;
  /** Lines that the block behind it promises (language `text`, word `output`). */
  readonly output: readonly string[];
}

/** A step of the document's scenario: what a person does, or what happens to him. */
export interface Try {
  readonly kind: 'try';
  readonly line: number;
  readonly name: string;
  readonly mark: Mark;
}

/**
 * What becomes of a block: `run` is run by the gate and by `npm run docs:check`, `run-all` with `--run-all` only,
 * `not-run` is only compared with the programs' scripts and flags, for the reason that stands beside the mark.
 */
export type Mark = 'run' | 'run-all' | 'not-run';

/** Something that is wrong in a document. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}
