import path from 'node:path';
import { build } from 'rolldown';

const scripts = path.resolve(import.meta.dirname, '..');
const texts = new Map<string, Promise<string>>();

/**
 * A program of `scripts/` with all modules of its own, as the text of one JavaScript file that belongs beside it. It starts
 * in a third of the processor time that tsx needs: for tests of what a program does, not of how it is started.
 *
 * @param script file name, as in `setup.ts`
 */
export function compiled(script: string): Promise<string> {
  const text = texts.get(script) ?? compile(script);
  texts.set(script, text);
  return text;
}

async function compile(script: string): Promise<string> {
  const { output } = await build({
    input: path.join(scripts, script),
    platform: 'node',
    external: (id) => !id.startsWith('.') && !path.isAbsolute(id),
    output: { codeSplitting: false },
    write: false,
  });
  return output[0].code;
}
