import type { DatabaseConfiguration } from '@nilecare/config-validator';
import { connect } from 'node:net';

/** What answers in the place of a database: a web server, or a program that accepts connections and says nothing. */
export type Stranger = 'web server' | 'silent';

/** Longest wait for a word of it, in milliseconds. */
const patience = 1000;

/**
 * Looks what listens at the port when a login ended without an answer. A database speaks first, so only one that
 * stays silent is asked for a web page, once.
 *
 * @returns undefined when the failure was of another kind, or nothing can be said
 */
export async function probeStranger(
  error: unknown,
  { host, port, socketPath }: DatabaseConfiguration,
): Promise<Stranger | undefined> {
  const { code = '' } = error as { code?: string };
  const isMute = ['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'ETIMEDOUT'].includes(code);
  if (!isMute || socketPath !== undefined) return undefined;
  const { waited, said } = await listenAndAsk(host, port);
  if (said.startsWith('HTTP/')) return 'web server';
  return waited && said === '' ? 'silent' : undefined;
}

function listenAndAsk(
  host: string,
  port: number,
): Promise<{ readonly waited: boolean; readonly said: string }> {
  return new Promise((resolve) => {
    let [accepted, waited, said] = [false, false, ''];
    const socket = connect({ host, port });
    const asking = setTimeout(() => socket.write('HEAD / HTTP/1.0\r\n\r\n'), patience / 2);
    const ending = setTimeout(() => {
      waited = accepted;
      socket.destroy();
    }, patience);
    socket.on('connect', () => (accepted = true));
    socket.on('data', (data: Buffer) => {
      said += data.toString('latin1');
      socket.destroy();
    });
    // `close` follows.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(asking);
      clearTimeout(ending);
      resolve({ waited, said });
    });
  });
}
