import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DatabaseError } from '../errors.ts';
import { loadServiceMap } from './load-service-map.ts';
import { parseServiceMap } from './parse-service-map.ts';

const auth = { name: 'auth-service', database: 'nc_auth', user: 'auth', port: 7020, phase: 1, priority: 1 };
const lab = { name: 'lab-service', database: 'nc_lab', user: 'lab', port: 7080, phase: 2, priority: 2 };

function problemsOf(map: unknown): unknown {
  try {
    parseServiceMap(typeof map === 'string' ? map : JSON.stringify(map));
  } catch (error) {
    if (error instanceof DatabaseError) return error.context['problems'];
  }
  return [];
}

describe('the service map of the repository', () => {
  it('lists eight databases and nine users', () => {
    const map = loadServiceMap();
    expect(map.services.map(({ name, database, user }) => [name, database, user].join(' '))).toEqual([
      'auth-service nilecare_auth auth_service',
      'billing-service nilecare_billing billing_service',
      'payment-gateway-service nilecare_payment payment_service',
      'business-service nilecare_business business_service',
      'facility-service nilecare_facility facility_service',
      'lab-service nilecare_lab lab_service',
      'medication-service nilecare_medication medication_service',
      'inventory-service nilecare_inventory inventory_service',
    ]);
    expect(map.readonlyUser).toBe('readonly_service');
  });

  it('puts the first three services into phase 1, on the ports of the specification', () => {
    const first = loadServiceMap().services.filter(({ phase }) => phase === 1);
    expect(first.map(({ port }) => port)).toEqual([7020, 7050, 7030]);
  });
});

describe('a map that is not there', () => {
  it('is told with its path, and how to have it again', () => {
    const file = path.join(import.meta.dirname, 'no-such-map.json');
    expect(() => loadServiceMap(file)).toThrow(DatabaseError);
    expect(() => loadServiceMap(pathToFileURL(file))).toThrow(
      new RegExp(`^The service map cannot be read: .*ENOENT.*no-such-map[.]json'\\n.*git restore`),
    );
  });
});

describe('parseServiceMap', () => {
  it('returns the services by priority', () => {
    const map = parseServiceMap(JSON.stringify({ readonlyUser: 'reader', services: [lab, auth] }));
    expect(map).toEqual({
      readonlyUser: 'reader',
      services: [auth, lab].map((service) => ({ ...service, appendOnlyTables: [] })),
    });
  });

  it.each<readonly [string, unknown, unknown]>([
    ['text that is no JSON', '{', [expect.stringMatching(/^is not JSON: /)]],
    ['a list', '[]', expect.arrayContaining(['the map: expected an object'])],
    [
      'no services',
      { readonlyUser: 'r', services: [] },
      ['services: expected a list with at least one service'],
    ],
    [
      'E9 a database of two services',
      { readonlyUser: 'r', services: [auth, { ...lab, database: 'nc_auth' }] },
      ['auth-service and lab-service both use database nc_auth'],
    ],
    [
      'a user of two services',
      { readonlyUser: 'r', services: [auth, { ...lab, user: 'auth' }] },
      ['auth-service and lab-service both use user auth'],
    ],
    [
      'a service user that is the reader',
      { readonlyUser: 'auth', services: [auth] },
      ['auth-service and the read-only account both use user auth'],
    ],
    [
      'U5 a user of 33 characters',
      { readonlyUser: 'r', services: [{ ...auth, user: 'u'.repeat(33) }] },
      [`auth-service.user: "${'u'.repeat(33)}" has 33 characters, the servers take at most 32`],
    ],
    [
      'U5 a user without room for the name of its run-time account',
      { readonlyUser: 'r', services: [{ ...auth, user: 'u'.repeat(25) }] },
      [
        'auth-service.user: with "_runtime" for its run-time account it has 33 characters, the servers take at most 32',
      ],
    ],
    [
      "a user that is another service's run-time account",
      { readonlyUser: 'r', services: [auth, { ...lab, user: 'auth_runtime' }] },
      ['auth-service.user: its run-time account auth_runtime is another user of the map'],
    ],
    [
      'an append-only table with a quote and one that stands there twice',
      { readonlyUser: 'r', services: [{ ...auth, appendOnlyTables: ["a'b", 'log', 'log'] }] },
      [
        `auth-service.appendOnlyTables[0]: expected lower-case letters, digits and _, but it is "a'b"`,
        'auth-service.appendOnlyTables: log stands there twice',
      ],
    ],
    [
      'append-only tables that are no list',
      { readonlyUser: 'r', services: [{ ...auth, appendOnlyTables: 'log' }] },
      ['auth-service.appendOnlyTables: expected a list of tables, but it is "log"'],
    ],
    ...["o'x", 'a"b', 'a\\b', 'a`b', 'aé', 'a b', 'a%b', 'a\0b', 'Ab', '1a', ''].map(
      (user): [string, unknown, unknown] => [
        `U5 the user ${JSON.stringify(user)}`,
        { readonlyUser: 'r', services: [{ ...auth, user }] },
        [`auth-service.user: expected lower-case letters, digits and _, but it is ${JSON.stringify(user)}`],
      ],
    ),
    [
      'U5 a database of 65 characters',
      { readonlyUser: 'r', services: [{ ...auth, database: 'd'.repeat(65) }] },
      [`auth-service.database: "${'d'.repeat(65)}" has 65 characters, the servers take at most 64`],
    ],
    [
      'U5 a back-tick',
      { readonlyUser: 'r', services: [{ ...auth, database: 'a`b' }] },
      ['auth-service.database: expected lower-case letters, digits and _, but it is "a`b"'],
    ],
    [
      'an unknown key',
      { readonlyUser: 'r', services: [{ ...auth, databse: 'x' }] },
      [
        'auth-service: unknown key "databse"; known are name, database, user, port, phase, priority, appendOnlyTables',
      ],
    ],
    [
      'a port that is text',
      { readonlyUser: 'r', services: [{ ...auth, port: '7020' }] },
      ['auth-service.port: expected a whole number from 1 to 65535, but it is "7020"'],
    ],
  ])('refuses %s', (_, map, problems) => {
    expect(problemsOf(map)).toEqual(problems);
  });

  it('reports all problems together', () => {
    const services = [
      { ...auth, port: 0, user: 'Auth' },
      { ...lab, phase: 1.5 },
    ];
    expect(problemsOf({ services, extra: 1 })).toHaveLength(5);
  });
});
