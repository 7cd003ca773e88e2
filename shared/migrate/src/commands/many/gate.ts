/** Lets a number of runs through at once; the others wait in the order in which they came. */
export interface Gate {
  /** Resolves when there is room; each MUST be followed by one `leave`. */
  enter(): Promise<void>;
  leave(): void;
  /**
   * The server had no room for one of those inside. From now on half of the others are let in at once: those inside may
   * need a second connection each. It never grows again, since that would be tried at their cost.
   */
  narrow(): void;
  /** How many are let in at once. */
  width(): number;
}

/** @param width at least 1 */
export function openGate(width: number): Gate {
  const waiting: (() => void)[] = [];
  let room = width;
  let inside = 0;
  const admit = () => {
    while (inside < room) {
      const next = waiting.shift();
      if (!next) return;
      inside++;
      next();
    }
  };
  return {
    enter: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        admit();
      }),
    leave: () => {
      inside--;
      admit();
    },
    narrow: () => {
      room = Math.max(1, Math.min(room, Math.floor((inside - 1) / 2)));
    },
    width: () => room,
  };
}
