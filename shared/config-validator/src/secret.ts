import { inspect } from 'node:util';

const hidden = '***';

/**
 * A text that shows itself only on request: JSON.stringify, util.inspect, template strings and
 * string concatenation give `***`. The text sits in a private field, so that no form of
 * inspection (`showHidden`, `customInspect: false`) reaches it either.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself; call it only where the text leaves the program on purpose (a login). */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return hidden;
  }

  toJSON(): string {
    return hidden;
  }

  [inspect.custom](): string {
    return hidden;
  }
}
