import { describe, expect, it } from 'vitest';
import { decodeText, findCharset } from './charsets.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const text = "é'";

describe('character sets by their Java names', () => {
  it.each([
    ['UTF-8', bytes(0xc3, 0xa9, 0x27)],
    ['UTF-8', bytes(0xef, 0xbb, 0xbf, 0xc3, 0xa9, 0x27)],
    ['utf8', bytes(0xc3, 0xa9, 0x27)],
    ['ISO-8859-1', bytes(0xe9, 0x27)],
    ['ISO-8859-15', bytes(0xe9, 0x27)],
    ['windows-1252', bytes(0xe9, 0x27)],
    ['Cp1252', bytes(0xe9, 0x27)],
    ['UTF-16', bytes(0xfe, 0xff, 0, 0xe9, 0, 0x27)],
    ['UTF-16', bytes(0xff, 0xfe, 0xe9, 0, 0x27, 0)],
    ['UTF-16', bytes(0, 0xe9, 0, 0x27)],
    ['UTF-16BE', bytes(0, 0xe9, 0, 0x27)],
    ['UTF-16LE', bytes(0xe9, 0, 0x27, 0)],
    ['GB18030', bytes(0xa8, 0xa6, 0x27)],
  ])('%s reads %o', (name, encoded) => {
    expect(decodeText(encoded, findCharset(name) ?? '')).toBe(text);
  });

  it.each([
    ['windows-1251', bytes(0xe9), 'й'],
    ['Shift_JIS', bytes(0x83, 0x65), 'テ'],
    ['Windows-31J', bytes(0x83, 0x65), 'テ'],
    ['EUC-KR', bytes(0xb0, 0xa1), '가'],
    ['ISO-8859-1', bytes(0x80), '\u0080'],
    ['windows-1252', bytes(0x80), '€'],
    ['IBM850', bytes(0x82), 'é'],
    ['UTF-32BE', bytes(0, 0, 0, 0xe9), 'é'],
  ])('%s differs where it should', (name, encoded, expected) => {
    expect(decodeText(encoded, findCharset(name) ?? '')).toBe(expected);
  });

  it.each(['utf9', 'base64', ''])('%s cannot be read', (name) => {
    expect(findCharset(name)).toBeUndefined();
  });

  it('bytes that are no text of the character set have none', () => {
    expect(decodeText(bytes(0xe9, 0x27), 'utf-8')).toBeUndefined();
    expect(decodeText(bytes(0), 'utf-16')).toBeUndefined();
    expect(decodeText(bytes(0x81), 'windows-1252')).toBeUndefined();
    expect(decodeText(bytes(0xc3, 0xa9), findCharset('US-ASCII') ?? '')).toBeUndefined();
  });
});

it.each([
  ['UTF-8', bytes(0xc3, 0xa9, 0x27)],
  ['a mark of UTF-16BE', bytes(0xfe, 0xff, 0, 0xe9, 0, 0x27)],
  ['a mark of UTF-16LE', bytes(0xff, 0xfe, 0xe9, 0, 0x27, 0)],
  ['what only ISO-8859-1 can be', bytes(0xe9, 0x27)],
])('detects %s', (_what, encoded) => {
  expect(decodeText(encoded, 'detect')).toBe(text);
});
