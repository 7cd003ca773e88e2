import { readFileSync } from 'node:fs';

/** Milliseconds between two looks: at first often, because some programs live for ten. */
const [shortest, longest] = [4, 25] as const;

/** Looks at the memory of a process. */
export interface MemoryWatch {
  /** Ends the looking; MiB at the highest, undefined where nothing was seen. */
  end(): number | undefined;
}

/**
 * Watches how much resident memory a process and its children hold together. Linux keeps the highest value of each
 * process (`VmHWM`), so what lies between two looks is missed only behind the last one.
 *
 * @param part `children` leaves the process itself out
 */
export function watchMemory(pid: number, part: 'all' | 'children'): MemoryWatch {
  let highest = 0;
  let pause: number = shortest;
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const roots = part === 'all' ? [pid] : childrenOf(pid);
    highest = Math.max(highest, sum(roots.map(memoryOfTree)));
    pause = Math.min(longest, pause * 1.02);
    timer = setTimeout(look, pause);
  };
  if (process.platform === 'linux') look();
  return {
    end() {
      clearTimeout(timer);
      return highest === 0 ? undefined : highest / 1024;
    },
  };
}

function memoryOfTree(pid: number): number {
  const own = /^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1];
  return Number(own ?? 0) + sum(childrenOf(pid).map(memoryOfTree));
}

/** Those that the main thread started; all that is measured starts its children there. */
function childrenOf(pid: number): readonly number[] {
  return read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

/** Empty when the process has ended. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
