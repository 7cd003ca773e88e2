import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { bindSafely, loggerOptions } from './logger-options.ts';

const secret = 'river-stone-41';
const refused = Object.assign(new Error(`Duplicate entry '${secret}' for key 'x'`), { sqlState: '23000' });

describe('a logger', () => {
  function openLog() {
    let text = '';
    const app = fastify({ logger: loggerOptions('info', { write: (line) => void (text += line) }) });
    bindSafely(app.log);
    return { log: app.log, text: () => text };
  }

  it.each<[string, (log: ReturnType<typeof openLog>['log']) => void]>([
    ['with a value for %o', (log) => log.info('logged in: %o', { password: secret })],
    ['with a value for %j behind values', (log) => log.info({ a: 1 }, 'logged in: %j', { password: secret })],
    ['with an error for %s', (log) => log.info('failed: %s', refused)],
    ['with an error alone', (log) => log.error(refused)],
    ['with an error among values and no text', (log) => log.error({ err: refused })],
    ['of a child that has it', (log) => log.child({ password: secret, db: { token: secret } }).info('x')],
    [
      'of a grandchild',
      (log) =>
        log
          .child({ a: 1 })
          .child({ db: { token: secret } })
          .info('x'),
    ],
    ['with an object as its text', (log) => log.info({ a: 1 }, { password: secret } as unknown as string)],
  ])('writes a line %s without the secret', (_how, write) => {
    const { log, text } = openLog();
    write(log);
    expect(text()).toContain('***');
    expect(text()).not.toContain(secret);
  });

  it('keeps texts, numbers and what is bound', () => {
    const { log, text } = openLog();
    log.child({ requestId: 'r1' }).info({ count: 2 }, 'took %d of %s', 1, 'all');
    log.error(new Error('gone'));
    expect(text()).toMatch(/"requestId":"r1","count":2,"msg":"took 1 of all"/);
    expect(text()).toMatch(/"err":\{"type":"Error","message":"gone",.*"msg":"gone"\}/);
  });
});
