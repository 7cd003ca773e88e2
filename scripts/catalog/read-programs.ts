import { byName, type Ask } from './ask.ts';
import type { Catalog } from './model.ts';

/** The stored programs of a database. */
export async function readPrograms(ask: Ask): Promise<Pick<Catalog, 'routines' | 'triggers' | 'events'>> {
  const routines = (await ask(routinesQuery)).map((row) => ({
    name: String(row['name']),
    kind: row['kind'] === 'FUNCTION' ? ('function' as const) : ('procedure' as const),
    security: row['security'] === 'INVOKER' ? ('invoker' as const) : ('definer' as const),
  }));
  const triggers = (await ask(triggersQuery)).map((row) => ({
    name: String(row['name']),
    table: String(row['tableName']),
    moment: String(row['moment']),
  }));
  const events = (await ask(eventsQuery)).map((row) => ({
    name: String(row['name']),
    isEnabled: row['status'] === 'ENABLED',
  }));
  return { routines: routines.sort(byName), triggers: triggers.sort(byName), events: events.sort(byName) };
}

const routinesQuery = `SELECT routine_name AS name, routine_type AS kind, security_type AS security
  FROM information_schema.routines WHERE routine_schema = ? AND routine_type IN ('PROCEDURE', 'FUNCTION')`;

const triggersQuery = `SELECT trigger_name AS name, event_object_table AS tableName,
    CONCAT(action_timing, ' ', event_manipulation) AS moment
  FROM information_schema.triggers WHERE trigger_schema = ?`;

const eventsQuery = `SELECT event_name AS name, status AS status
  FROM information_schema.events WHERE event_schema = ?`;
