import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it, vi } from 'vitest';
import { createProject, type Ended, type Project } from './project.ts';

// Eight processes a test, where the machine is busy.
vi.setConfig({ testTimeout: 120_000 });

const secret = 'Zx9-never-shown-Qw7';

/** Every text of every table of the schema: history, journal and whatever else a run may leave. */
async function storedTexts(project: Project): Promise<string> {
  const tables = await project.query('SHOW TABLES');
  const rows = await Promise.all(
    tables.map(([table]) => project.query(`SELECT * FROM \`${String(table)}\``)),
  );
  return JSON.stringify(rows);
}

/** What the command wrote beside the migrations. */
async function writtenFiles(project: Project): Promise<string> {
  const names = (await readdir(project.root, { withFileTypes: true })).filter((entry) => entry.isFile());
  const texts = await Promise.all(names.map(({ name }) => readFile(path.join(project.root, name), 'utf8')));
  return texts.join('\n');
}

const printed = ({ stdout, stderr }: Ended) => `${stdout}${stderr}`;

describe.each(testServers())('T35: a password in a script that fails on $kind $version', (server) => {
  it.each([
    ['a statement that cannot be parsed', `CREATE USER 'app'@'%' IDENTIFED BY '${secret}';`, 1064],
    [
      'one whose quotation is cut by the server',
      `CREATE USER 'app'@'%' IDENTIFIED BY '${secret}' NONSENSE ${'x'.repeat(200)};`,
      1064,
    ],
    ['one that is refused', `ALTER USER 'nobody_of_that_name'@'%' IDENTIFIED BY '${secret}';`, 1396],
    ['SET PASSWORD', `SET PASSWORD FOR 'nobody_of_that_name'@'%' = '${secret}';`, undefined],
  ])('is nowhere: %s', async (_what, sql, errno) => {
    const project = await createProject(server, {
      'V1__a.sql': `CREATE TABLE a (id INT);\n-- the account\n${sql}\nINSERT INTO a VALUES (1);`,
    });
    const json = await project.run(['migrate', '-outputType=json', '-outputFile=report.json']);
    const { error } = JSON.parse(json.stdout) as { error: { sqlErrorCode: number; message: string } };
    if (errno !== undefined) expect(error.sqlErrorCode).toBe(errno);
    expect(error.message).toContain("'***'");
    const stored = await storedTexts(project);
    const outputs = [printed(json), stored, await writtenFiles(project)];
    for (const args of [
      ['info', '-outputType=json'],
      ['validate'],
      ['migrate'],
      ['repair'],
      ['migrate', '-X'],
    ])
      outputs.push(printed(await project.run(args)));
    outputs.push(printed(await project.run(['migrate', '-outputType=sarif'])), await storedTexts(project));
    for (const output of outputs) {
      expect(output).not.toBe('');
      expect(output).not.toContain(secret);
    }
  });

  it('and in a variable of a script is kept as long as that is unfinished only', async () => {
    const text = `SET @password = '${secret}';\nCREATE TABLE a (id INT);\nINSERT INTO nowhere VALUES (@password);`;
    const project = await createProject(server, { 'V1__a.sql': text });
    const hex = Buffer.from(secret).toString('hex').toUpperCase();
    expect((await project.run(['migrate'])).code).toBe(1);
    expect(await storedTexts(project)).toContain(hex);
    await project.write({
      'V1__a.sql': text.replace('nowhere VALUES (@password)', 'a VALUES (LENGTH(@password))'),
    });
    expect((await project.run(['resume'])).stderr).toBe('');
    const stored = await storedTexts(project);
    expect(stored).not.toContain(hex);
    expect(stored).not.toContain(secret);
    expect(await project.query('SELECT id FROM a')).toEqual([[secret.length]]);
  });
});
