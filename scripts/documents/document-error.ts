/** Documents that cannot be written, for a reason that a person can mend; `message` is the whole sentence. */
export class DocumentError extends Error {}
