/** Whether `npm run test:faults` runs the tests, with everything large, not the gate. */
export const isFull = process.env['NILECARE_FAULTS'] === 'full';
