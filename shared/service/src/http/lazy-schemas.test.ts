import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { lazySchemas } from './lazy-schemas.ts';

describe('schemas of routes', () => {
  it('are applied to requests and to answers', async () => {
    const app = fastify({ schemaController: lazySchemas });
    app.addSchema({ $id: 'name', type: 'string', minLength: 2 });
    app.post('/', {
      schema: {
        body: { type: 'object', properties: { name: { $ref: 'name#' } } },
        headers: { type: 'object', properties: { 'x-count': { type: 'integer' } } },
        response: { 200: { type: 'object', properties: { count: { type: 'integer' } } } },
      },
      handler: ({ headers }) => ({ count: headers['x-count'], hidden: true }),
    });
    const send = (name: string) =>
      app.inject({ method: 'POST', url: '/', payload: { name }, headers: { 'X-Count': '3' } });
    expect((await send('Amira')).json()).toEqual({ count: 3 });
    expect((await send('A')).json()).toMatchObject({
      message: 'body/name must NOT have fewer than 2 characters',
    });
    await app.close();
  });

  it('name headers in lower case', async () => {
    const app = fastify({ schemaController: lazySchemas });
    app.get('/', {
      schema: { headers: { type: 'object', properties: { 'X-Count': { type: 'integer' } } } },
      handler: () => ({}),
    });
    await expect(app.ready()).rejects.toThrow('write the header X-Count in lower case');
    await app.close();
  });
});
