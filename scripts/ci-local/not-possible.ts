/** A job that cannot run on this machine; the message is the reason, in words behind "not possible here:". */
export class NotPossibleError extends Error {}
