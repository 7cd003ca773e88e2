import { expect, it } from 'vitest';
import { clientNeeds, clientText } from './client-text.ts';

it.each([
  ['SELECT 1', 'SELECT 1;'],
  ['SELECT 1 -- behind', 'SELECT 1 -- behind\n;'],
  ["SELECT ';'", "DELIMITER //\nSELECT ';'//\nDELIMITER ;"],
  ['SELECT ";//"', 'DELIMITER $$\nSELECT ";//"$$\nDELIMITER ;'],
  ['SELECT ";" /', 'DELIMITER $$\nSELECT ";" /$$\nDELIMITER ;'],
  ['; // $$ ;; ~~ ||', 'DELIMITER //END1//\n; // $$ ;; ~~ ||//END1//\nDELIMITER ;'],
])('%s is given as %s', (sql, expected) => {
  expect(clientText(sql)).toBe(expected);
});

it('tells what the client must be told', () => {
  const none = { binaryMode: false, comments: false, localInfile: false, packet: 8 };
  expect(clientNeeds(['SELECT 1'])).toEqual(none);
  expect(clientNeeds(['SELECT 1', 'SELECT "\r\n"'])).toMatchObject({ binaryMode: true });
  expect(clientNeeds(['CREATE VIEW v AS SELECT 1 # x'])).toMatchObject({ comments: true });
  expect(clientNeeds(["LOAD DATA LOCAL INFILE 'x' INTO TABLE t"])).toMatchObject({ localInfile: true });
});
