import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { nameFiles, writeEnded, writeStarted } from './evidence-files.ts';

const run = { started: new Date('2026-01-02T03:04:05.678Z'), command: 'migrate', database: 'shop.a' };

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'migrate evidence '));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A disk of so many bytes, which only root may mount; undefined elsewhere. */
function disk(bytes: number): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const mounted = mkdtempSync(path.join(tmpdir(), 'migrate disk '));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', mounted], { stdio: 'ignore' });
  } catch {
    rmSync(mounted, { recursive: true });
    return undefined;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', mounted]);
    rmSync(mounted, { recursive: true });
  });
  return mounted;
}

it('gives no two runs one name, and names those of the same database that have not ended', async () => {
  const at = path.join(folder(), 'made', 'here');
  const first = await nameFiles(at, run);
  await writeStarted(first, '{}');
  await writeStarted(await nameFiles(at, { ...run, database: 'shop' }), '{}');
  const second = await nameFiles(at, run);
  expect(path.basename(first.base)).toMatch(/^20260102T030405678Z\.migrate\.shop_a\.[0-9a-f]{8}$/);
  expect(second.base).not.toBe(first.base);
  expect(second.notEnded).toEqual([`${path.basename(first.base)}.started.json`]);
});

it('puts JSON and page in the place of what tells that it began', async () => {
  const at = folder();
  const files = await nameFiles(at, run);
  const startedLength = await writeStarted(files, '{"é": 1}');
  const begun = readFileSync(`${files.base}.started.json`, 'utf8');
  expect([JSON.parse(begun), begun.length > 250_000]).toEqual([{ é: 1 }, true]);
  await writeEnded(files, { json: '{}', html: '<p>', startedLength });
  const name = path.basename(files.base);
  expect(readdirSync(at)).toEqual([`${name}.html`, `${name}.json`]);
});

it('finds a full disk before the run, and leaves nothing there', async ({ skip }) => {
  const at = disk(128 * 1024);
  if (at === undefined) return skip('only root mounts a disk');
  const files = await nameFiles(at, run);
  await expect(writeStarted(files, '{}')).rejects.toThrow(/ENOSPC/);
  expect(readdirSync(at)).toEqual([]);
});

it('finds room at the end on a disk that others have filled meanwhile', async ({ skip }) => {
  const at = disk(512 * 1024);
  if (at === undefined) return skip('only root mounts a disk');
  const files = await nameFiles(at, run);
  const startedLength = await writeStarted(files, '{}');
  const { bavail, bsize } = statfsSync(at);
  writeFileSync(path.join(at, 'ballast'), Buffer.alloc(bavail * bsize));
  const text = 'x'.repeat(60_000);
  await writeEnded(files, { json: JSON.stringify(text), html: text, startedLength });
  expect(existsSync(`${files.base}.json`)).toBe(true);
});
