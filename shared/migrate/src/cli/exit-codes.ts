/** 0 done · 1 failed, refused or invalid · 128 + n stopped by signal n. */
export const exitCodes = { success: 0, failure: 1, SIGINT: 130, SIGTERM: 143 } as const;
