import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly namespace: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What to answer: status and JSON, or raw text. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (request: SeenRequest) => Answer | undefined;

export interface VaultServer {
  readonly url: string;
  readonly seen: SeenRequest[];
  /** Asked before the server's own answers; undefined leaves the request to them. */
  intercept: Handler;
  close(): Promise<void>;
}

/** Path to secret in a KV engine, as `vault kv put` made it. */
export interface VaultContents {
  /** Mount path without slash to its version. */
  readonly mounts?: Readonly<Record<string, '1' | '2'>>;
  /** `mount/path` to the secret's keys and values. */
  readonly secrets?: Record<string, Readonly<Record<string, unknown>>>;
  readonly tokens?: Set<string>;
  readonly tls?: { readonly key: string; readonly cert: string };
}

/**
 * A small server that answers as Vault's HTTP API is documented: the KV engine in both versions, the mounts that
 * `vault kv` looks up, and its refusals. Other engines are added by `intercept`.
 */
export async function startVault(contents: VaultContents = {}): Promise<VaultServer> {
  const seen: SeenRequest[] = [];
  const vault: Pick<VaultServer, 'seen' | 'intercept'> = { seen, intercept: () => undefined };
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    void readRequest(request).then((read) => {
      seen.push(read);
      const { status, body, headers } = vault.intercept(read) ?? answer(read, contents);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  };
  const server: Server = contents.tls ? createTlsServer(contents.tls, onRequest) : createServer(onRequest);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(vault, {
    url: `${contents.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) text += chunk;
  const header = (name: string) => request.headers[name] as string | undefined;
  return {
    method: request.method ?? '',
    path: decodeURIComponent((request.url ?? '').replace(/^\/v1\//, '')),
    token: header('x-vault-token'),
    namespace: header('x-vault-namespace'),
    body: text === '' ? {} : (JSON.parse(text) as SeenRequest['body']),
  };
}

/** What every answer of Vault carries besides its data. */
export const envelope = {
  request_id: '0f8ac5bb-3e4b-4a24-8e5f-c3b1f9a0f5c1',
  lease_id: '',
  renewable: false,
  lease_duration: 0,
  wrap_info: null,
  warnings: null,
  auth: null,
};

/** Vault's answer to a token that may not do this, or that it does not know. */
export const permissionDenied: Answer = {
  status: 403,
  body: { errors: ['1 error occurred:\n\t* permission denied\n\n'] },
};

function answer({ path, token }: SeenRequest, contents: VaultContents): Answer {
  const { mounts = { kv: '2' }, secrets = {}, tokens } = contents;
  if (tokens !== undefined && !tokens.has(token ?? '')) return permissionDenied;
  const lookUp = /^sys\/internal\/ui\/mounts\/(.*)$/.exec(path)?.[1];
  const mount = Object.keys(mounts).find((name) => (lookUp ?? path).startsWith(`${name}/`));
  if (mount === undefined) return { status: 404, body: { errors: [`no handler for route "${path}".`] } };
  const version = mounts[mount];
  if (lookUp !== undefined) {
    const data = { options: version === '1' ? null : { version }, path: `${mount}/`, type: 'kv' };
    return { status: 200, body: { ...envelope, data } };
  }
  const name = version === '2' ? path.replace(`${mount}/data/`, `${mount}/`) : path;
  const data = secrets[name];
  if (data === undefined) return { status: 404, body: { errors: [] } };
  if (version === '1') return { status: 200, body: { ...envelope, lease_duration: 2_764_800, data } };
  const metadata = {
    created_time: '2026-01-02T03:04:05.678Z',
    deletion_time: '',
    destroyed: false,
    version: 3,
  };
  return { status: 200, body: { ...envelope, data: { data, metadata } } };
}
