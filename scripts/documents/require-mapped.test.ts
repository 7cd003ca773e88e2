import path from 'node:path';
import { loadServiceMap } from '@nilecare/database';
import { expect, it } from 'vitest';
import { documents } from './documents.ts';
import { requireMapped } from './require-mapped.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const map = loadServiceMap();

it('every service with migrations is in the map', () => {
  requireMapped(root, map);
});

it('a service that the map does not know, or knows for later only, is told', () => {
  const without = map.services.filter(({ name }) => name !== 'billing-service');
  expect(() => requireMapped(root, { ...map, services: without })).toThrow(
    'billing-service in microservices/ has migrations, and database/service-map.json has no such service in phase 1.',
  );
  const later = map.services.map((service) => ({ ...service, phase: 2 }));
  expect(() => requireMapped(root, { ...map, services: later })).toThrow(
    'auth-service, billing-service, payment-gateway-service in microservices/',
  );
});

it('every service of phase 1 has its diagrams', () => {
  const names = map.services.filter(({ phase }) => phase === 1).map(({ name }) => name);
  const drawn = documents
    .map(({ path: file }) => /^docs\/diagrams\/(.*)\.mmd$/.exec(file)?.[1])
    .filter(Boolean);
  expect(drawn).toEqual(names);
});
