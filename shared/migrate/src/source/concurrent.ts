import { setImmediate } from 'node:timers/promises';

/** Open files at once: enough to hide the disk's latency, far below any limit of open files. */
const width = 32;

/** Items after which what has arrived meanwhile has its turn: work may go on without ever waiting for anything. */
const turn = 64;

/** `Promise.all(items.map(work))` with a bounded number of items in work; the results keep the order of the items. */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) {
      results[index] = await work(item);
      if (index % turn === turn - 1) await setImmediate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return results;
}
