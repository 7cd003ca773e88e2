/** A mark on a lane of the timeline. */
export interface Mark {
  /** Percent of the lane's width. */
  readonly at: number;
  /** How many moments it stands for. */
  readonly count: number;
}

/** Percent within which two moments share a mark: narrower, and the marks would cover each other on a phone. */
const nearest = 9;

/** Where moments stand on a lane, from its first one to its last; near ones share a mark. Pure. */
export function place(
  moments: readonly number[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly Mark[] {
  const marks: { at: number; count: number }[] = [];
  for (const moment of moments.toSorted((one, other) => one - other)) {
    const at = from === to ? 50 : Math.round(((moment - from) / (to - from)) * 1000) / 10;
    const last = marks.at(-1);
    if (last && at - last.at < nearest) last.count += 1;
    else marks.push({ at, count: 1 });
  }
  return marks;
}
