import { testServers } from '@nilecare/dev-database/testing';
import { expect, it, onTestFinished } from 'vitest';
import { makeStage } from './stage.ts';

const [server] = testServers();
if (!server) throw new Error('no test server');

it('what two runs leave behind is equal, and each kind of difference is seen', async () => {
  const [one, other] = [await makeStage(server), await makeStage(server)];
  onTestFinished(async () => {
    for (const stage of [one, other]) await stage.remove();
  });
  for (const stage of [one, other]) expect(await stage.start(['migrate']).ended).toMatchObject({ code: 0 });
  const expected = await one.capture();
  expect(await other.capture()).toEqual(expected);

  // Gaps in generated numbers are no difference.
  await other.ask('INSERT INTO bill (visit_id, amount) VALUES (1, 1)');
  await other.ask('DELETE FROM bill WHERE amount = 1');
  expect(await other.capture()).toEqual(expected);

  for (const change of [
    "UPDATE patient SET phone = CONCAT(phone, '9') WHERE name = 'Amina'",
    'UPDATE visit SET patient_id = 1 LIMIT 1',
    'ALTER TABLE bill DROP INDEX by_amount',
    'DROP TRIGGER note_visit',
    'DROP FUNCTION doubled',
    'ALTER VIEW report AS SELECT name FROM setting',
    'UPDATE schema_version SET success = 0 WHERE version = 3',
    'DELETE FROM schema_version WHERE version = 9',
  ]) {
    const before = await other.capture();
    await other.ask(change);
    expect(await other.capture(), change).not.toEqual(before);
  }
}, 60_000);
