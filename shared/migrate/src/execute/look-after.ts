import { ConnectionError, QueryError } from '../errors.ts';
import type { Companion } from './companion.ts';
import { nodeName, type Sent } from './patience.ts';

/** What a second connection sees of one on which an answer is waited for. */
export interface Sight {
  /**
   * - `working`: the server is busy for it
   * - `idle`: the server waits for it to send something
   * - `gone`: the server has no such connection
   * - `silent`: there was no word of the server
   * - `unknown`: the server lives, and does not say
   */
  readonly kind: 'working' | 'idle' | 'gone' | 'silent' | 'unknown';
  /** Bytes that had been received. */
  readonly traffic: number;
}

/** Looks over the companion after the connection on which something was sent. Never throws. */
export async function lookAfter({ link, sql }: Sent, companion: Companion): Promise<Sight> {
  const kind = await look(link.place(), companion);
  const mayBeOnItsWay = kind === 'idle' && sql.length > longText;
  return { kind: mayBeOnItsWay ? 'unknown' : kind, traffic: link.traffic() };
}

/** Characters. On a slow line it takes a while until the server has read a text of this length. */
const longText = 100_000;

async function look(place: ReturnType<Sent['link']['place']>, companion: Companion): Promise<Sight['kind']> {
  try {
    const [row] = await companion.use((session) =>
      session.query<{ node: string; command: string | null }>(
        'look after the connection',
        `SELECT ${nodeName} AS node, (SELECT command FROM information_schema.processlist WHERE id = ?) AS command`,
        [place?.connectionId ?? 0],
      ),
    );
    // Behind one address there may be several servers, and proxies give numbers of their own.
    if (!row || !place || row.node !== place.node) return 'unknown';
    if (row.command === null) return 'gone';
    return row.command === 'Sleep' ? 'idle' : 'working';
  } catch (error) {
    if (error instanceof ConnectionError && error.fault.errno === undefined) return 'silent';
    if (error instanceof ConnectionError || error instanceof QueryError) return 'unknown';
    throw error;
  }
}
