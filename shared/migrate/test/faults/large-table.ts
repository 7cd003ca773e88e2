import type { Project } from '../project.ts';
import { until } from '../project.ts';
import { isFull } from './full.ts';

/** Rows of a table whose copy takes a while: about a second, or many. */
export const rowCount = isFull ? 1_000_000 : 60_000;

/** Rows of `digit`, which has ten, to multiply by. */
const digits =
  'CREATE TABLE digit (d INT PRIMARY KEY);\nINSERT INTO digit VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9);';

/** A migration that makes `patient` with {@link rowCount} rows. */
export const fillPatients = `${digits}
CREATE TABLE patient (id INT PRIMARY KEY, name VARCHAR(60) NOT NULL, note VARCHAR(200) NOT NULL, KEY by_name (name));
INSERT INTO patient
  SELECT n.id, CONCAT('patient ', n.id), REPEAT('x', 80)
  FROM (SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d + 100000 * g.d AS id
        FROM digit a, digit b, digit c, digit e, digit f, digit g) n
  WHERE n.id < ${rowCount};`;

/** An ALTER that copies the table row by row on every server. */
export const slowAlter =
  "ALTER TABLE patient ADD COLUMN phone VARCHAR(20) NOT NULL DEFAULT '', ALGORITHM=COPY";

/** Milliseconds that a test with such a table may take. */
export const patience = isFull ? 600_000 : 60_000;

/** Resolves when the server copies rows of the schema's table. */
export function copying(project: Pick<Project, 'query'>): Promise<void> {
  return until(async () => {
    const rows = await project.query(
      "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'ALTER TABLE patient%' AND state LIKE '%copy%'",
    );
    return rows.length > 0;
  }, 60);
}

/** Names of the columns of `patient` in their order. */
export async function columns(project: Pick<Project, 'query'>): Promise<unknown[]> {
  const rows = await project.query(
    "SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'patient' ORDER BY ordinal_position",
  );
  return rows.flat();
}
