import type { Statement, Statements } from '../model.ts';

/** Statements that are made when they are asked for, and not kept. */
export class LazyStatements implements Statements {
  readonly length: number;
  readonly #make: (index: number) => Statement;

  /** @param make the statement at an index from 0 to `length` - 1 */
  constructor(length: number, make: (index: number) => Statement) {
    this.length = length;
    this.#make = make;
  }

  at(index: number): Statement | undefined {
    const from = index < 0 ? this.length + index : index;
    return from >= 0 && from < this.length ? this.#make(from) : undefined;
  }

  slice(start = 0, end = this.length): Statements {
    const from = Math.min(start < 0 ? Math.max(this.length + start, 0) : start, this.length);
    const to = Math.min(end < 0 ? this.length + end : end, this.length);
    return new LazyStatements(Math.max(to - from, 0), (index) => this.#make(from + index));
  }

  *[Symbol.iterator](): Iterator<Statement> {
    for (let index = 0; index < this.length; index++) yield this.#make(index);
  }

  some(test: (statement: Statement) => boolean): boolean {
    return this.find(test) !== undefined;
  }

  find(test: (statement: Statement) => boolean): Statement | undefined {
    for (const statement of this) if (test(statement)) return statement;
    return undefined;
  }

  filter(test: (statement: Statement) => boolean): readonly Statement[] {
    return this.flatMap((statement) => (test(statement) ? [statement] : []));
  }

  flatMap<Result>(work: (statement: Statement) => Result | readonly Result[]): readonly Result[] {
    const results: Result[] = [];
    for (const statement of this) {
      const result = work(statement);
      if (Array.isArray(result)) results.push(...(result as readonly Result[]));
      else results.push(result as Result);
    }
    return results;
  }
}

/** Both, one behind the other. */
export function joinStatements(first: Statements, second: Statements): Statements {
  if (first.length === 0) return second;
  return new LazyStatements(first.length + second.length, (index) => {
    const found = index < first.length ? first.at(index) : second.at(index - first.length);
    return found as Statement;
  });
}
