import { describe, expect, it } from 'vitest';
import { evaluateCondition, evaluateText, evaluateTree, UnknownExpressionError } from './expressions.ts';

const contexts = {
  matrix: { node: 20, service: { name: 'auth', tags: ['a', 'b'] } },
  needs: { list: { outputs: { services: '[{"name":"auth"}]' }, result: 'success' } },
  env: { EMPTY: '' },
  inputs: {},
};

describe('an expression', () => {
  it.each([
    ['plain', 'plain'],
    ['${{ matrix.node }}', 20],
    ['node ${{ matrix.node }}, ${{ matrix.service.name }}', 'node 20, auth'],
    ['${{ matrix.service.tags[1] }}', 'b'],
    ['${{ fromJSON(needs.list.outputs.services)[0].name }}', 'auth'],
    ["${{ inputs.environment || 'development' }}", 'development'],
    ["${{ inputs.environment == 'production' && 'prod' || 'dev' }}", 'dev'],
    ["${{ format('{0}-{1}', matrix.node, 'x') }}", '20-x'],
    ['${{ matrix.service }}', { name: 'auth', tags: ['a', 'b'] }],
    ['${{ inputs.nothing }}', null],
  ])('%s is %j', (text, value) => {
    expect(evaluateText(text, contexts, 'success')).toEqual(value);
  });

  it('is evaluated wherever it stands in a tree', () => {
    const tree = { a: ['${{ matrix.node }}'], b: { c: 'x${{ matrix.node }}' }, d: true };
    expect(evaluateTree(tree, contexts, 'success')).toEqual({ a: [20], b: { c: 'x20' }, d: true });
  });

  it('that names what is not there is named itself', () => {
    expect(() => evaluateText('${{ nowhere.x }}', contexts, 'success')).toThrow(UnknownExpressionError);
    expect(() => evaluateText('${{ nowhere.x }}', contexts, 'success')).toThrow(/\$\{\{ nowhere\.x \}\}: /);
  });
});

describe('a condition', () => {
  it.each([
    [undefined, 'success', true],
    [undefined, 'failure', false],
    ['always()', 'failure', true],
    ['${{ always() }}', 'cancelled', true],
    ['failure()', 'failure', true],
    ['failure()', 'success', false],
    ['!cancelled()', 'failure', true],
    ['matrix.node == 20', 'success', true],
    ['matrix.node == 20', 'failure', false],
    ['${{ matrix.node == 22 }}', 'success', false],
    ['${{ !env.EMPTY }}', 'success', true],
    ['env.EMPTY', 'success', false],
    ["needs.list.result == 'success' && !cancelled()", 'failure', true],
    [false, 'success', false],
  ] as const)('%s with %s is %s', (condition, status, met) => {
    expect(evaluateCondition(condition, contexts, status)).toBe(met);
  });
});
