import {
  startProxy,
  startThrowawayServer,
  testServers,
  type TestProxy,
  type ThrowawayServer,
} from '@nilecare/dev-database/testing';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../src/commands/migrate.ts';
import { ConnectionError } from '../src/errors.ts';
import { describeError } from '../src/report/describe-error.ts';
import { PartialRunError } from '../src/run-errors.ts';
import { createProject, rejection, sleeping, type Project } from './project.ts';

/** Seconds. How long it takes in all on a busy machine is not looked at. */
const impatient = { answerTimeout: 2 };

const files = {
  'V1__slow.sql': 'CREATE TABLE t (id INT);\nINSERT INTO t VALUES (1);\nSELECT SLEEP(12);',
};

/** On a server that may be stopped, which goes on before the project drops its schema. */
async function projectOn(own: ThrowawayServer): Promise<Project> {
  const project = await createProject(own.server, files);
  onTestFinished(() => {
    own.thaw();
  });
  return project;
}

/** Stands in front of a server and stops it as soon as it has said its first words. */
async function freezingAtGreeting(own: ThrowawayServer): Promise<number> {
  const proxy = createServer((client) => {
    const behind = connect(own.server.port, own.server.host);
    behind.once('data', (greeting: Buffer) => {
      own.freeze();
      client.write(greeting);
      client.pipe(behind);
    });
    onTestFinished(() => {
      client.destroy();
      behind.destroy();
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => void proxy.close());
  return (proxy.address() as AddressInfo).port;
}

describe.skipIf(process.platform === 'win32').each(testServers())(
  'T12: a frozen $kind $version',
  ({ kind }) => {
    let own: ThrowawayServer;
    beforeAll(async () => {
      own = await startThrowawayServer({ kind });
    });
    afterAll(() => own.stop());

    it('is noticed before it greets', async () => {
      const project = await projectOn(own);
      own.freeze();
      const run = await project.run(['migrate'], { conf: `flyway.jdbcProperties.connectTimeout=1500` });
      expect(run.code).toBe(1);
      expect(run.stderr).toContain('Unable to connect to 127.0.0.1:');
      expect(run.stderr).toContain('The server did not answer in time; check host, port and firewall.');
    });

    it('is noticed in the middle of the handshake', async () => {
      const project = await projectOn(own);
      const port = await freezingAtGreeting(own);
      const url = `jdbc:mysql://127.0.0.1:${port}/${project.schema}?sslMode=DISABLED&connectTimeout=1500`;
      const error = await rejection(migrate(project.config({ url })), ConnectionError);
      expect(describeError(error)).toContain('The server did not answer in time');
    });

    it('is noticed while a statement runs, which is said to be in doubt', async () => {
      const project = await projectOn(own);
      const run = project.start(['migrate', '-answerTimeout=2']);
      await sleeping(project);
      own.freeze();
      const { code, stderr } = await run.ended;
      expect(code).toBe(1);
      expect(stderr).toContain('while V1__slow.sql was running, line 3, statement 3 of 3');
      expect(stderr).toContain('The server does not answer: no sign of life for 2 s (answerTimeout)');
      expect(stderr).toContain('Whether that statement took effect is unknown');
      expect(stderr).toContain('Statement 1 is committed.');
    });

    it('is noticed in a query of the engine itself', async () => {
      const project = await projectOn(own);
      await project.write({ 'V1__slow.sql': 'CREATE TABLE t (id INT);', 'V2__b.sql': 'SELECT 1;' });
      const listener = ({ type }: { type: string }) => {
        if (type === 'script-applied') own.freeze();
      };
      const error = await rejection(migrate(project.config(impatient), { listener }), PartialRunError);
      expect(error.applied).toHaveLength(1);
      expect(describeError(error)).toContain('The server does not answer: no sign of life for 2 s');
    });

    it('is waited for when it goes on in time', async () => {
      const project = await projectOn(own);
      await project.write({ 'V1__slow.sql': 'SELECT SLEEP(4);' });
      const running = migrate(project.config({ answerTimeout: 5 }));
      await sleeping(project);
      own.freeze();
      setTimeout(() => {
        own.thaw();
      }, 7000);
      expect((await running).applied).toHaveLength(1);
    });
  },
);

describe.each(testServers())('a connection to $kind $version that is no more', (server) => {
  const lost = { 'V1__a.sql': 'CREATE TABLE a (id INT);', 'V2__b.sql': 'CREATE TABLE b (id INT);' };

  async function behindProxy(): Promise<[TestProxy, Project]> {
    const proxy = await startProxy(server);
    const project = await createProject(server, lost);
    onTestFinished(() => proxy.close());
    return [proxy, project];
  }

  function urlOf({ server: { host, port } }: TestProxy, { schema }: Project): string {
    return `jdbc:mysql://${host}:${port}/${schema}?sslMode=DISABLED`;
  }

  it('is noticed when the answer was dropped on its way, though the server waits for more', async () => {
    const [proxy, project] = await behindProxy();
    void proxy.when({ text: 'CREATE TABLE b', at: 'answered', act: 'silence' });
    const error = await rejection(
      migrate(project.config({ url: urlOf(proxy, project), answerTimeout: 1 })),
      PartialRunError,
    );
    expect(describeError(error)).toContain('its answer has not arrived here');
    expect(describeError(error)).toContain('while V2__b.sql was running, line 1, statement 1 of 1');
  });

  it('is noticed when the server has ended it and no word of that came through', async () => {
    const [proxy, project] = await behindProxy();
    void proxy.when({
      text: 'CREATE TABLE b',
      at: 'before',
      act: async () => {
        proxy.cut('silence', 1);
        const rows = await project.query(
          'SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()',
        );
        for (const [id] of rows) await project.query(`KILL ${Number(id)}`);
      },
    });
    const error = await rejection(
      migrate(project.config({ url: urlOf(proxy, project), answerTimeout: 1 })),
      PartialRunError,
    );
    expect(describeError(error)).toContain('The server has ended this connection');
  });
});
