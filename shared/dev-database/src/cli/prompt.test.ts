import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { testServers } from '../testing.ts';
import { runPrompt } from './prompt.ts';

describe.each(testServers())('the simple prompt on $kind', (server) => {
  const type = async (text: string) => {
    let printed = '';
    const output = new Writable({
      write(chunk: Buffer, _encoding, done) {
        printed += chunk.toString();
        done();
      },
    });
    const code = await runPrompt(server, { input: Readable.from([text]), output, terminal: 'none' });
    return { code, printed };
  };

  it('prints rows as a table, over several lines of a statement', async () => {
    expect(await type('SELECT 40 + 2 AS answer,\n NULL AS nothing;\n')).toEqual({
      code: 0,
      printed: 'answer  nothing\n42      NULL\n(1 rows)\n',
    });
  });

  it('sends a last statement without a semicolon', async () => {
    expect((await type('DO 1')).printed).toBe('ok, 0 rows affected\n');
  });

  it('stops at the first failure of a pipe', async () => {
    const { code, printed } = await type('SELECT nonsense;\nSELECT 42;\n');
    expect(code).toBe(1);
    expect(printed).toMatch(/^ERROR .*nonsense/);
    expect(printed).not.toContain('42');
  });
});
