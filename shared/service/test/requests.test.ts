import { rm } from 'node:fs/promises';
import { createTestSchema, testServers } from '@nilecare/dev-database/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  configuration,
  execute,
  folderOf,
  get,
  historyTable,
  row,
  startTestService,
  type TestService,
} from './harness.ts';

const secret = 'river-stone-41';

let migrationsDirectory: string;
beforeAll(async () => {
  migrationsDirectory = await folderOf('V1__First.sql');
});
afterAll(() => rm(migrationsDirectory, { recursive: true }));

describe.each(testServers())('a request of a service on $kind $version', (server) => {
  let schema: Awaited<ReturnType<typeof createTestSchema>>;
  let service: TestService;
  let url: string;
  beforeEach(async () => {
    schema = await createTestSchema(server);
    await execute(server, schema.name, [historyTable, `INSERT INTO schema_version VALUES (${row(1, '1')})`]);
    service = startTestService({
      migrationsDirectory,
      configuration: configuration(server, { name: schema.name }),
      routes: (app, database) => {
        app.get('/fine', () => ({ fine: true }));
        app.get('/named/:name', () => ({}));
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what careless code does
        app.get('/null', () => Promise.reject(null));
        app.get('/syntax', () => database.query(`CREATE USR a IDENTIFIED BY '${secret}'`));
        app.get('/duplicate', () =>
          database.query(`INSERT INTO schema_version SELECT * FROM schema_version`),
        );
        app.get('/refused', () => database.query(`CREATE USER a@b IDENTIFIED BY '${secret}' WRONG`));
        app.get('/slip', (request) => {
          const url = `mysql://auth:${secret}@db/x`;
          request.log.info({ password: secret, a: { b: { c: { token: secret } } }, url }, `slip ${url}`);
          request.log.info(configuration(server, { name: 'x' }), 'slip');
          request.log.error(Object.assign(new Error('slip'), { sql: secret, options: { password: secret } }));
          return {};
        });
        app.post('/body', {
          schema: { body: { type: 'object', required: ['name'] } },
          handler: () => ({}),
        });
      },
    });
    ({ url } = await service.started);
  });
  afterEach(async () => {
    await service.end();
    await schema.drop();
  });
  const linesAbout = (id: string) =>
    service
      .log()
      .trim()
      .split('\n')
      .map(
        (line) => JSON.parse(line) as { readonly requestId?: string; readonly traceId?: string; msg: string },
      )
      .filter(({ requestId }) => requestId === id);

  it('keeps a sane id of the caller, in the answer and in every line', async () => {
    const { headers } = await get(`${url}/fine`, { 'x-request-id': 'gate-7/42' });
    expect(headers.get('x-request-id')).toBe('gate-7/42');
    expect(linesAbout('gate-7/42').map(({ msg }) => msg)).toEqual(['incoming request', 'request completed']);
  });

  it.each(['', 'a b', 'x'.repeat(129), 'a"b', '{}'])('gets another id instead of %j', async (given) => {
    const id = (await get(`${url}/fine`, { 'x-request-id': given })).headers.get('x-request-id') ?? '';
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(linesAbout(id)).toHaveLength(2);
  });

  it('is logged with the trace that it belongs to', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await get(`${url}/fine`, { 'x-request-id': 'traced', traceparent });
    await get(`${url}/fine`, { 'x-request-id': 'untraced', traceparent: 'nonsense' });
    expect(linesAbout('traced')[0]?.traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(linesAbout('untraced')[0]).not.toHaveProperty('traceId');
  });

  it('is answered by a problem when there is no such route', async () => {
    const { status, body, headers } = await get(`${url}/nowhere?token=${secret}`, { 'x-request-id': 'lost' });
    expect(status).toBe(404);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body).toEqual({ type: 'about:blank', title: 'Not Found', status: 404, requestId: 'lost' });
    expect(service.log()).not.toContain(secret);
  });

  it.each([
    ['/%zz', 400, 'Bad Request'],
    [`/named/${'n'.repeat(200)}`, 414, 'URI Too Long'],
  ])(
    'is answered by a problem without its path when that cannot be read (%#)',
    async (path, status, title) => {
      const answer = await get(`${url}${path}?token=${secret}`, { 'x-request-id': 'odd' });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(answer.headers.get('x-request-id')).toBe('odd');
      expect(answer.body).toEqual({ type: 'about:blank', title, status, requestId: 'odd' });
      expect(linesAbout('odd').map(({ msg }) => msg)).toEqual([
        'incoming request',
        'the path cannot be read',
      ]);
      expect(service.log()).not.toContain(secret);
    },
  );

  it('is answered by a problem when its route throws no error at all', async () => {
    const { status, body } = await get(`${url}/null`, { 'x-request-id': 'null' });
    expect(status).toBe(500);
    expect(body).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      requestId: 'null',
    });
  });

  it('is answered by a problem that says what is wrong with it', async () => {
    const response = await fetch(`${url}/body`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      title: 'Bad Request',
      detail: "body must have required property 'name'",
    });
  });

  it.each(['syntax', 'refused', 'duplicate'])(
    'that fails in the database (%s) tells the caller nothing of it, and the log no secret and no row',
    async (route) => {
      const { status, body } = await get(`${url}/${route}`, { 'x-request-id': route });
      expect(status).toBe(500);
      expect(body).toEqual({
        type: 'about:blank',
        title: 'Internal Server Error',
        status: 500,
        requestId: route,
      });
      expect(service.log()).toMatch(/"errno":\d+/);
      expect(service.log()).toMatch(/"sqlState":"\w{5}"/);
      expect(service.log()).not.toContain(secret);
      expect(service.log()).not.toMatch(/entry '1'|IDENTIFIED|SELECT \*/);
    },
  );

  it('leaves no secret in the log, whatever is logged by mistake', async () => {
    await get(`${url}/slip`, { authorization: `Bearer ${secret}`, cookie: `session=${secret}` });
    expect(service.log().match(/slip/g)?.length).toBeGreaterThanOrEqual(4);
    expect(service.log()).not.toContain(secret);
    expect(service.log()).not.toContain(server.password || 'no password');
  });
});
