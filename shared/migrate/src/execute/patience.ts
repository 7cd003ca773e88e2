/** Something that was sent and is not answered yet. */
export interface Sent {
  /** A statement of a script may take as long as it takes; a query of the engine may not. */
  readonly kind: 'statement' | 'query';
  readonly sql: string;
  readonly link: Link;
}

/** The connection that it was sent on. */
export interface Link {
  /** Undefined as long as it is not known. */
  place(): Place | undefined;
  /** Bytes that were received. */
  traffic(): number;
  /** Bytes that the server takes at once; see `Session.longestStatement`. */
  longestStatement(): number;
}

/** Where a connection is seen from another one. */
export interface Place {
  /** Which server it is: behind one address there may be several. See {@link nodeName}. */
  readonly node: string;
  /** The server's CONNECTION_ID(). */
  readonly connectionId: number;
}

/** SQL that tells which server answers. */
export const nodeName = "CONCAT_WS('/', @@hostname, @@port, @@server_id)";

/**
 * Waits for the answer to something that was sent: hands on what it is, or gives up.
 *
 * @throws SilentServerError
 */
export type Patience = <Answer>(answer: Promise<Answer>, sent: Sent) => Promise<Answer>;

/** No answer came. Whether what was sent took effect is unknown, and the connection is of no more use. */
export class SilentServerError extends Error {
  readonly code = 'SERVER_SILENT';
}

/** @throws SilentServerError after so many milliseconds without an answer */
export async function answerWithin<Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new SilentServerError(`The server gave no answer within ${milliseconds / 1000} s`));
    }, milliseconds);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
