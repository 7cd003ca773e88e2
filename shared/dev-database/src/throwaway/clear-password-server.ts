import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** What reached the server. */
export interface ClearPasswordLogin {
  readonly user: string;
  /** What the client sent for `mysql_clear_password`. */
  readonly password: string;
  readonly isEncrypted: boolean;
}

/** A server that runs; `close` is the caller's duty. */
export interface ClearPasswordServer {
  readonly port: number;
  readonly logins: ClearPasswordLogin[];
  /** Everything that came before or without TLS. */
  readonly plainBytes: () => string;
  readonly close: () => Promise<void>;
}

/** How the server greets and whom it lets in. */
export interface ClearPasswordOptions {
  /** Without it the server offers no TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly accepts: (login: ClearPasswordLogin) => boolean;
}

const [longPassword, withDatabase, protocol41, tlsFlag, transactions, secureConnection, pluginAuth] = [
  0x1, 0x8, 0x200, 0x800, 0x2000, 0x8000, 0x80000,
];

/**
 * A server that speaks as much of MySQL's protocol as RDS with IAM needs: TLS, `mysql_clear_password`, and queries, all
 * of which it answers with OK.
 */
export async function startClearPasswordServer(options: ClearPasswordOptions): Promise<ClearPasswordServer> {
  const logins: ClearPasswordLogin[] = [];
  const sockets = new Set<Socket>();
  let plain = '';
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('data', (bytes) => (plain += bytes.toString('latin1'))).on('error', () => undefined);
    serve(socket, options, logins).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    logins,
    plainBytes: () => plain,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function serve(
  socket: Socket,
  { tls, accepts }: ClearPasswordOptions,
  logins: ClearPasswordLogin[],
): Promise<void> {
  socket.write(packet(0, greeting(tls !== undefined)));
  let stream = new PacketStream(socket);
  let response = await stream.next();
  const isEncrypted = response.length === 32;
  if (isEncrypted && tls) {
    stream.stop();
    const secure = new TLSSocket(socket, { isServer: true, ...tls });
    secure.on('error', () => undefined);
    stream = new PacketStream(secure);
    response = await stream.next();
  }
  const user = response.toString('utf8', 32, response.indexOf(0, 32));
  stream.write(Buffer.from('\xfemysql_clear_password\0', 'latin1'));
  const password = (await stream.next()).toString('utf8').replace(/\0$/, '');
  const login = { user, password, isEncrypted };
  logins.push(login);
  if (!accepts(login)) {
    stream.write(Buffer.concat([Buffer.from([0xff, 0x15, 0x04]), Buffer.from('#28000Access denied')]));
    return;
  }
  stream.write(ok);
  for (;;) {
    const [command] = await stream.next();
    if (command === quit) return void socket.end();
    stream.write(ok);
  }
}

const quit = 1;
const ok = Buffer.from([0, 0, 0, 2, 0, 0, 0]);

/** Protocol 10, as a server of version 8.0 begins. */
function greeting(hasTls: boolean): Buffer {
  const flags =
    longPassword |
    withDatabase |
    protocol41 |
    transactions |
    secureConnection |
    pluginAuth |
    (hasTls ? tlsFlag : 0);
  const fixed = Buffer.alloc(8);
  fixed.writeUInt16LE(flags & 0xffff, 0);
  fixed.writeUInt8(45, 2);
  fixed.writeUInt16LE(2, 3);
  fixed.writeUInt16LE(flags >>> 16, 5);
  fixed.writeUInt8(21, 7);
  return Buffer.concat([
    Buffer.from('\x0a8.0.40\0\x01\0\0\0abcdefgh\0', 'latin1'),
    fixed,
    Buffer.alloc(10),
    Buffer.from('ijklmnopqrst\0mysql_native_password\0', 'latin1'),
  ]);
}

function packet(number: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUIntLE(payload.length, 0, 3);
  header.writeUInt8(number, 3);
  return Buffer.concat([header, payload]);
}

/** Packets of one direction, and answers with the number that follows. */
class PacketStream {
  readonly #socket: Socket;
  #bytes: Buffer = Buffer.alloc(0);
  #number = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, bytes]);
      socket.emit('packets');
    });
  }

  async next(): Promise<Buffer> {
    for (;;) {
      const length = this.#bytes.length < 4 ? Infinity : this.#bytes.readUIntLE(0, 3) + 4;
      if (this.#bytes.length >= length) {
        const whole = this.#bytes.subarray(0, length);
        this.#bytes = this.#bytes.subarray(length);
        this.#number = whole.readUInt8(3) + 1;
        return whole.subarray(4);
      }
      await once(this.#socket, 'packets');
    }
  }

  /** Leaves the socket to somebody else, together with what has come already. */
  stop(): void {
    this.#socket.removeAllListeners('data').pause();
    if (this.#bytes.length > 0) this.#socket.unshift(this.#bytes);
  }

  write(payload: Buffer): void {
    this.#socket.write(packet(this.#number, payload));
  }
}
