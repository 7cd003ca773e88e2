import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** Where a picture that differs is put, with what differs in it; Git does not look there. */
const differing = path.resolve(import.meta.dirname, '..', '..', '.nilecare', 'screenshots');

/**
 * The share of pixels in which a picture differs from the stored one for an eye, from 0 to 1; 1 when the sizes differ. With
 * NILECARE_SCREENSHOTS=write the picture is stored instead.
 *
 * @throws when there is no stored one
 */
export async function differenceTo(file: string, picture: Uint8Array): Promise<number> {
  if (process.env['NILECARE_SCREENSHOTS'] === 'write') {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, picture);
    return 0;
  }
  const [stored, seen] = [PNG.sync.read(await readFile(file)), PNG.sync.read(Buffer.from(picture))];
  const isSameSize = stored.width === seen.width && stored.height === seen.height;
  const difference = new PNG({ width: seen.width, height: seen.height });
  const pixels = isSameSize
    ? pixelmatch(stored.data, seen.data, difference.data, seen.width, seen.height, { threshold: 0.1 })
    : seen.width * seen.height;
  if (pixels > 0)
    await keep(path.basename(file), picture, isSameSize ? PNG.sync.write(difference) : undefined);
  return pixels / (seen.width * seen.height);
}

async function keep(name: string, picture: Uint8Array, difference: Uint8Array | undefined): Promise<void> {
  await mkdir(differing, { recursive: true });
  await writeFile(path.join(differing, name), picture);
  if (difference) await writeFile(path.join(differing, `difference-${name}`), difference);
}
