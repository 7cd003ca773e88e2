/** What took longer than it may. */
export class DeadlineError extends Error {}

/**
 * The outcome of some work, or a {@link DeadlineError} when it takes longer. The work cannot be taken back: whoever ends
 * the process must not wait for it.
 *
 * @param seconds how long it may take
 */
export async function within<T>(seconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new DeadlineError(`No answer within ${seconds} s.`));
    }, seconds * 1000);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
