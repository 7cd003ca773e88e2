import { expect, test } from 'vitest';
import { checksum, updateChecksum } from './checksum.ts';
import { decodeText } from '../config/charsets.ts';

function checksumOf(bytes: string | Uint8Array): number {
  const text = decodeText(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, 'utf-8');
  if (text === undefined) throw new Error('not UTF-8');
  return checksum(text);
}

// Written into the history by Flyway 11.8.2 for files of exactly these bytes.
test.each([
  ['LF', 'SELECT 1;\nSELECT 2;\n', -1665099012],
  ['CRLF', 'SELECT 1;\r\nSELECT 2;\r\n', -1665099012],
  ['CR', 'SELECT 1;\rSELECT 2;\r', -1665099012],
  ['mixed ends', 'SELECT 1;\r\r\nSELECT 2;\n\r', -1665099012],
  ['a byte order mark', '\ufeffSELECT 1;\nSELECT 2;\n', -1665099012],
  ['no last line end', 'SELECT 1;\nSELECT 2;', -1665099012],
  ['no bytes', '', 0],
  ['only a byte order mark', '\ufeff', 0],
  ['only line ends', '\n\n', 0],
  ['two byte order marks', '\ufeff\ufeffSELECT 1;\n', -1606921097],
  ['a byte order mark in line 2', '\n\ufeffSELECT 1;\n', -1606921097],
  ['other scripts', "SELECT 'Größe 東京 😀';\n", 1762501343],
  ['blanks in an empty line', 'SELECT 1;\n\n\n  \nSELECT 2;\n', 2020137443],
  ['blanks at the end of a line', 'SELECT 1;  \t\nSELECT 2;\n', -1880228573],
  ['a NUL', "SELECT 'a\0b';\n", -794997233],
  ['separators that end no line', "SELECT 'a\v\f\u0085\u2028b';\n", -253282096],
  ['a DEL, a paragraph separator and a no-break space', "SELECT '€ \x7f \u2029 \u00a0';\n", -76552574],
  ['a placeholder', "SELECT '${name}';\n", -1228039024],
])('a file with %s has the checksum that Flyway gives it', (_, text, expected) => {
  expect(checksumOf(text)).toBe(expected);
});

test('pieces have the checksum of the whole, wherever they are cut', () => {
  const text = 'SELECT 1;\r\nSELECT 2;\r\n';
  for (let cut = 0; cut <= text.length; cut++) {
    expect(updateChecksum(updateChecksum(0, text.slice(0, cut)), text.slice(cut))).toBe(-1665099012);
  }
});

test('the encoding of the file does not count, only its characters', () => {
  const utf8 = checksumOf("SELECT 'Größe';\n");
  expect(checksum(decodeText(Buffer.from("SELECT 'Größe';\n", 'latin1'), 'latin1') ?? '')).toBe(utf8);
  expect(checksum(decodeText(Buffer.from("\ufeffSELECT 'Größe';\n", 'utf16le'), 'utf-16le') ?? '')).toBe(
    utf8,
  );
});

test('bytes that are not UTF-8 are no text', () => {
  expect(decodeText(Uint8Array.of(0x53, 0xff, 0xfe), 'utf-8')).toBeUndefined();
});
