import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startThrowawayServer, testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProject } from '../project.ts';
import { saw } from './saw.ts';

const mebibyte = 1024 * 1024;

/** A disk of its own, which only root may mount; undefined elsewhere. */
function mountDisk(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const disk = mkdtempSync(path.join(tmpdir(), 'migrate disk '));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1g', 'tmpfs', disk], { stdio: 'ignore' });
    return disk;
  } catch {
    rmSync(disk, { recursive: true });
    return undefined;
  }
}

function unmount(disk: string): void {
  // Lazily: a process that has ended may hold it for a moment longer.
  execFileSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true });
}

/** Takes all but so many bytes. */
function fill(disk: string, left: number): string {
  const ballast = path.join(disk, 'ballast');
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(ballast, Buffer.alloc(bavail * bsize - left));
  return ballast;
}

/** 22,500 rows of 2 KB. */
const files = {
  'V1__t.sql': 'CREATE TABLE t (id INT PRIMARY KEY, filler VARCHAR(2000)) ENGINE=InnoDB;',
  'V2__fill.sql': `INSERT INTO t VALUES (1, 'one');
ALTER TABLE t ADD c INT NULL;
INSERT INTO t (id, filler) WITH RECURSIVE n AS (SELECT 0 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 149)
  SELECT a.i * 150 + b.i + 10, REPEAT('x', 2000) FROM n a, n b;
CREATE INDEX by_c ON t (c);`,
};

const probe = mountDisk();
if (probe !== undefined) unmount(probe);

describe.each(testServers())('T17: a full disk under $kind $version', ({ kind }) => {
  it.skipIf(probe === undefined)(
    'is told with what to do, and the script goes on when there is room again',
    async ({ task }) => {
      const disk = mountDisk() ?? expect.fail();
      const own = await startThrowawayServer({ kind, parent: disk });
      onTestFinished(async () => {
        await own.stop();
        unmount(disk);
      });
      const project = await createProject(own.server, files);
      const ballast = fill(disk, 12 * mebibyte);
      const failed = await project.run(['migrate']);
      expect(failed.code).toBe(1);
      expect(failed.stderr).toMatch(/Free space on the server/);
      expect(failed.stderr).toContain('Statements 1 to 2 are committed');
      rmSync(ballast);
      expect(await project.query('SELECT COUNT(*) FROM t')).toEqual([[1]]);
      const info = await project.run(['info']);
      expect(info.stdout).toMatch(/V2__fill\.sql (?:failed|was interrupted) at statement 3 of 4/);
      const resumed = await project.run(['resume']);
      expect([resumed.code, resumed.stderr]).toEqual([0, '']);
      expect(await project.query('SELECT COUNT(*) FROM t')).toEqual([[22_501]]);
      expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
      saw(task, /Error Code : \d+/.exec(failed.stderr)?.[0] ?? 'no number');
    },
    120_000,
  );
});
