import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * How a connection breaks: closed in an orderly way (FIN), reset (RST), or silent: both sides stay open and nothing goes
 * through any more, as behind a firewall that forgot the connection.
 */
export type Cut = 'end' | 'reset' | 'silence';

/** What to do about a text on its way to the server. */
export interface Trigger {
  /** The text as the client sends it, as part of a statement. */
  readonly text: string;
  /**
   * `before` it is forwarded: the server never sees it. `sent`: forwarded, and nothing goes back. `answered`: the server
   * has answered, and the answer is lost.
   */
  readonly at: 'before' | 'sent' | 'answered';
  /**
   * How the connection then breaks; or something of one's own, while which the text (`before`) or its answer (`answered`)
   * is held back.
   */
  readonly act: Cut | (() => Promise<unknown>);
}

/** One that waits for its text. */
export interface ArmedTrigger extends Trigger {
  readonly done: () => void;
}

type Direction = 'toServer' | 'toClient';

/** One connection through the proxy. */
export class ProxiedConnection {
  readonly #sockets: Readonly<Record<Direction, Socket>>;
  readonly #queues: Record<Direction, Promise<void>> = {
    toServer: Promise.resolve(),
    toClient: Promise.resolve(),
  };
  readonly #triggers: Set<ArmedTrigger>;
  /** The end of the piece before, in which a text may begin. */
  #tail = '';
  /** What waits for the server's answer. */
  #waiting: ArmedTrigger | undefined;
  #isSilent = false;

  constructor(
    client: Socket,
    target: { readonly host: string; readonly port: number },
    delays: Readonly<Record<Direction, number>>,
    triggers: Set<ArmedTrigger>,
  ) {
    const server = connect(target.port, target.host);
    this.#sockets = { toServer: server, toClient: client };
    this.#triggers = triggers;
    this.#forward(client, 'toServer', delays);
    this.#forward(server, 'toClient', delays);
  }

  /** Breaks it. */
  cut(how: Cut): void {
    this.#isSilent = true;
    for (const socket of Object.values(this.#sockets)) {
      if (how === 'end') socket.end();
      if (how === 'reset') socket.resetAndDestroy();
    }
  }

  /** Reading goes on while a piece is held back, so that an end or a reset of the other side is noticed. */
  #forward(from: Socket, direction: Direction, delays: Readonly<Record<Direction, number>>): void {
    const to = this.#sockets[direction];
    const enqueue = (work: () => Promise<unknown>): void => {
      this.#queues[direction] = this.#queues[direction].then(async () => {
        if (!this.#isSilent) await work();
      });
    };
    from
      .setNoDelay()
      .on('data', (piece: Buffer) => {
        const due = Date.now() + delays[direction];
        enqueue(async () => {
          if (due > Date.now()) await sleep(due - Date.now());
          await (direction === 'toServer' ? this.#request(piece) : this.#reply(piece));
        });
      })
      .on('end', () => {
        enqueue(() => Promise.resolve(to.end()));
      })
      .on('error', () => {
        enqueue(() => Promise.resolve(to.resetAndDestroy()));
      });
  }

  async #request(piece: Buffer): Promise<void> {
    const text = this.#tail + piece.toString('latin1');
    this.#tail = text.slice(-200);
    const trigger = [...this.#triggers].find((each) => text.includes(latin1(each.text)));
    if (trigger) {
      this.#triggers.delete(trigger);
      this.#tail = '';
    }
    if (trigger?.at === 'before') await this.#act(trigger);
    if (this.#isSilent) return;
    if (trigger?.at === 'answered') this.#waiting = trigger;
    await write(this.#sockets.toServer, piece);
    if (trigger?.at === 'sent') await this.#act(trigger);
  }

  async #reply(piece: Buffer): Promise<void> {
    const trigger = this.#waiting;
    this.#waiting = undefined;
    if (trigger) await this.#act(trigger);
    if (!this.#isSilent) await write(this.#sockets.toClient, piece);
  }

  async #act({ act, done }: ArmedTrigger): Promise<void> {
    if (typeof act === 'string') this.cut(act);
    else await act();
    done();
  }
}

/** Bytes of UTF-8 as the pieces are compared. */
function latin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** Resolves when the system has the bytes. */
function write(socket: Socket, piece: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) resolve();
    else
      socket.write(piece, () => {
        resolve();
      });
  });
}
