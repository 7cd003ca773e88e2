import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Action, Command, Row, Setting, Target, Tool } from '../model.ts';
import { engineFolder } from '../tools/nilecare.ts';
import { freshContestant } from './fresh.ts';
import { tables } from '../work/migrations.ts';
import { gather } from './row-tools.ts';

const hooks = pathToFileURL(path.join(import.meta.dirname, 'journal-hooks.mjs')).href;

const migrations = 300;

/**
 * What the journal and the lease cost. Nobody can switch them off, so hooks of Node's module loader take them out of the
 * files that the command line is bundled from. Hooks and unbundled files cost time themselves; what is to be compared
 * with is the engine with its journal under idle hooks.
 */
export const journalRow: Row = {
  id: 'journal',
  title: '300 migrations with and without the journal',
  floor: 'client',
  selection: 'default',
  mostRuns: 3,
  warmUps: 0,
  roundSeconds: 12,
  prepareSeconds: 2,
  async prepare(setting) {
    const { nilecare: engine } = setting.tools;
    if (!engine) throw new Error('unreachable: the engine is always there');
    const variants = { 'hooks, journal': 'on', 'hooks, no journal': 'off' } as const;
    const hooked = Object.entries(variants).map(([name, journal]) => hookedTool(engine, name, journal));
    const tools = { ...setting.tools, ...Object.fromEntries(hooked.map((tool) => [tool.name, tool])) };
    const names = ['client', 'nilecare', ...Object.keys(variants)];
    const { participants, leftOut } = await gather(
      { ...setting, tools },
      names,
      () => 'migrate',
      tables(migrations),
    );
    const contestants = participants.map((participant) =>
      freshContestant(setting, participant, migrations, (schema) =>
        checkJournal(setting, schema, /^nilecare$|, journal$/.test(participant.tool.name) ? 1 : 0),
      ),
    );
    return { contestants, leftOut, remove: () => Promise.resolve() };
  },
};

function hookedTool(engine: Tool, name: string, journal: 'on' | 'off'): Tool {
  const data = JSON.stringify({ data: { journal } });
  const text = `import { register } from 'node:module'; register(${JSON.stringify(hooks)}, ${data});`;
  return {
    ...engine,
    name,
    command(action: Action, target: Target): Command | undefined {
      const command = engine.command(action, target);
      const [, ...args] = command?.args ?? [];
      const files = path.join(engineFolder(), 'dist', 'cli', 'main.js');
      const loader = ['--import', `data:text/javascript,${encodeURIComponent(text)}`];
      return command && { ...command, args: [...loader, files, ...args] };
    },
  };
}

/** The measurement would mean nothing if the hooks missed. */
async function checkJournal({ query }: Setting, schema: string, expected: number): Promise<void> {
  const found = await query(`SHOW TABLES FROM ${schema} LIKE '%journal'`);
  if (found.length !== expected) throw new Error(`${found.length} journals were kept, expected ${expected}.`);
}
