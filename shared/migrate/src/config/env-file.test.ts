import { describe, expect, it } from 'vitest';
import { parseEnvFile } from './env-file.ts';

describe('parseEnvFile', () => {
  it('reads names, values, quotes and comments', () => {
    const text =
      '\uFEFFDB_HOST=db # main\r\n\r\n# note\r\nexport DB_USER=shop\nDB_PASSWORD="a#b \'c"\nEMPTY=\nTWO="x\ny"\n';
    expect(parseEnvFile(text, '.env')).toEqual({
      variables: { DB_HOST: 'db', DB_USER: 'shop', DB_PASSWORD: "a#b 'c", EMPTY: '', TWO: 'x\ny' },
      problems: [],
    });
  });

  it.each([
    ['A=1\nDB_PASSW', 'the line is not NAME=value', 2],
    ['A=1\nB="half\nC=2', 'the quote " is never closed', 2],
    ['A B=1', 'the line is not NAME=value', 1],
  ])('reports a line that is cut off in %j', (text, message, line) => {
    expect(parseEnvFile(text, '.env').problems).toEqual([{ message, file: '.env', line }]);
  });
});
