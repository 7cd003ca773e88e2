import type { Scenario } from '../scenario.ts';

/** The scenario of each document that has one, by the document's file. */
export const scenarios: Readonly<Record<string, Scenario>> = {};
