import { data, Evaluator, ExpressionError, Lexer, Parser } from '@actions/expressions';

/** What expressions may name, as in `{ matrix: { node: 20 } }`: plain JSON. */
export type Contexts = Readonly<Record<string, unknown>>;

/** How the job, or the needed jobs, stand: what `success()` and its like ask. */
export type Status = 'success' | 'failure' | 'cancelled';

type Data = ReturnType<Evaluator['evaluate']>;
type ContextFunction =
  NonNullable<ConstructorParameters<typeof Evaluator>[2]> extends Map<string, infer F> ? F : never;

/** An expression that cannot be evaluated here; the message says which, and why. */
export class UnknownExpressionError extends Error {}

/** Every `${{ }}` of a text replaced by its value; of a text that is one expression, the value itself. */
export function evaluateText(text: string, contexts: Contexts, status: Status): unknown {
  const whole = /^\$\{\{((?:(?!\}\}).)*)\}\}$/s.exec(text.trim());
  if (whole?.[1] !== undefined) return toJson(evaluate(whole[1], contexts, status));
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    evaluate(expression, contexts, status).coerceString(),
  );
}

/** The same for a tree of texts, as `with`, `env` or `strategy`. */
export function evaluateTree(tree: unknown, contexts: Contexts, status: Status): unknown {
  if (typeof tree === 'string') return evaluateText(tree, contexts, status);
  if (Array.isArray(tree)) return tree.map((item) => evaluateTree(item, contexts, status));
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [key, evaluateTree(value, contexts, status)]),
  );
}

/** An `if`: with or without `${{ }}`; without a function of the status it wants success as well. */
export function evaluateCondition(condition: unknown, contexts: Contexts, status: Status): boolean {
  if (condition === undefined) return status === 'success';
  const text = asText(condition).trim();
  const expression = /^\$\{\{(.*)\}\}$/s.exec(text)?.[1] ?? text;
  const asksStatus = /\b(?:success|failure|cancelled|always)\s*\(/i.test(expression);
  if (!asksStatus && status !== 'success') return false;
  return isTrue(evaluate(expression, contexts, status));
}

function evaluate(expression: string, contexts: Contexts, status: Status): Data {
  const functions = statusFunctions(status);
  try {
    const { tokens } = new Lexer(expression.trim()).lex();
    const tree = new Parser(tokens, Object.keys(contexts), [...functions.values()]).parse();
    const known = toData(contexts);
    if (!(known instanceof data.Dictionary)) throw new TypeError('contexts must be an object');
    return new Evaluator(tree, known, functions).evaluate();
  } catch (error) {
    if (!(error instanceof ExpressionError) && !(error instanceof Error)) throw error;
    throw new UnknownExpressionError(`\${{${expression}}}: ${error.message}`);
  }
}

function statusFunctions(status: Status): Map<string, ContextFunction> {
  const answer = (name: string, value: boolean): [string, ContextFunction] => [
    name,
    { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value) },
  ];
  return new Map([
    answer('always', true),
    answer('success', status === 'success'),
    answer('failure', status === 'failure'),
    answer('cancelled', status === 'cancelled'),
  ]);
}

/** A value as a script, a variable or an output gets it. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** As GitHub counts: false, 0, the empty text and null are false. */
function isTrue(value: Data): boolean {
  const plain = toJson(value);
  return plain !== null && plain !== false && plain !== 0 && plain !== '';
}

function toData(value: unknown): Data {
  return JSON.parse(JSON.stringify(value), data.reviver) as Data;
}

function toJson(value: Data): unknown {
  return JSON.parse(JSON.stringify(value, data.replacer) || 'null');
}
