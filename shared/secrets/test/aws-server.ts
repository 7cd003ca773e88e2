import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the server saw it. */
export interface AwsRequest {
  readonly target: string | undefined;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface AwsAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AwsServer {
  readonly url: string;
  readonly seen: AwsRequest[];
  answer: (request: AwsRequest) => AwsAnswer;
  close(): Promise<void>;
}

/** A small server for the protocol "AWS JSON 1.1", in which Secrets Manager speaks. */
export async function startAws(answer: AwsServer['answer']): Promise<AwsServer> {
  const state: Pick<AwsServer, 'seen' | 'answer'> = { seen: [], answer };
  const server = createServer((request, response) => {
    void readRequest(request).then((read) => {
      state.seen.push(read);
      const { status, body, headers } = state.answer(read);
      response.writeHead(status, {
        'content-type': 'application/x-amz-json-1.1',
        'x-amzn-requestid': 'c0ffee00-1111-2222-3333-444455556666',
        ...headers,
      });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

/** An exception as the service words it. */
export function exception(type: string, message: string, status = 400): AwsAnswer {
  return { status, body: { __type: type, Message: message } };
}

async function readRequest(request: IncomingMessage): Promise<AwsRequest> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) text += chunk;
  return {
    target: request.headers['x-amz-target'] as string | undefined,
    authorization: request.headers.authorization,
    body: JSON.parse(text) as AwsRequest['body'],
  };
}
