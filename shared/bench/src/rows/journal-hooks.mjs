// Hooks of node's module loader: the engine without its journal and its lease, for the row `journal` of `npm run bench`.
let journal = 'on';

export function initialize(data) {
  journal = data.journal;
}

/** What carries a plan out just does it, with the commits that it would have; what else the module exports is not reached by `migrate`. */
export async function load(url, context, next) {
  const loaded = await next(url, context);
  if (journal === 'on' || !url.endsWith('/dist/commands/journaled.js')) return loaded;
  const names = [...String(loaded.source).matchAll(/^export (?:async )?function (\w+)/gm)].map(
    ([, name]) => name,
  );
  const others = names
    .filter((name) => name !== 'journaled')
    .map((name) => `export const ${name} = undefined;`);
  const source = `export const journaled = (plan, context, seen, work) => work({ ...context, ends: 'with the next' });\n${others.join('\n')}`;
  return { format: 'module', source, shortCircuit: true };
}
