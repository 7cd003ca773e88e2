import type { Files } from '../../project.ts';

/** A statement, or one with a question that only a human can put: whether it took effect. */
type Step = string | { readonly sql: string; readonly applied: string };

/**
 * A migration of some 60 statements with everything that makes it hard to go on in the middle: statements that cannot
 * run twice, generated ids that are used behind a DDL, user variables, locked tables, procedures, transactions of its own
 * and a file without any. `${other}` is a second schema.
 */
const scripts: Readonly<Record<string, readonly Step[]>> = {
  'V1__patients.sql': [
    'CREATE TABLE patient (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NOT NULL, born DATE NULL)',
    "INSERT INTO patient (name) VALUES ('Amina'), ('Badru')",
    'CREATE TABLE visit (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, patient_id INT NOT NULL, note VARCHAR(100), CONSTRAINT of_patient FOREIGN KEY (patient_id) REFERENCES patient (id))',
    "INSERT INTO patient (name) VALUES ('Chiku')",
    "INSERT INTO visit (patient_id, note) VALUES (LAST_INSERT_ID(), 'first')",
    "UPDATE patient SET born = '1990-01-01' WHERE name = 'Amina'",
    "ALTER TABLE patient ADD COLUMN phone VARCHAR(50) NOT NULL DEFAULT ''",
    "UPDATE patient SET phone = CONCAT(phone, '0', LENGTH(name))",
  ],
  'V2__children.sql': [
    "INSERT INTO patient (name, phone) VALUES ('Dalila', '1')",
    'CREATE TABLE bill (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, visit_id INT NOT NULL, amount DECIMAL(10,2) NOT NULL)',
    "INSERT INTO visit (patient_id, note) VALUES (LAST_INSERT_ID(), 'behind a DDL')",
    'INSERT INTO bill (visit_id, amount) VALUES (LAST_INSERT_ID(), 12.50)',
    'CREATE INDEX by_amount ON bill (amount)',
    "INSERT INTO bill (visit_id, amount) SELECT id, 3 FROM visit WHERE note = 'first'",
    'UPDATE bill SET amount = amount * 2',
  ],
  'V3__variables.sql': [
    'SET @fee = 7.25',
    "SET @label = 'fee'",
    'CREATE TABLE setting (name VARCHAR(50) NOT NULL PRIMARY KEY, value VARCHAR(50) NOT NULL, place INT)',
    'INSERT INTO setting VALUES (@label, @fee, 1)',
    'SET @fee = @fee + 1',
    "ALTER TABLE setting ADD COLUMN note VARCHAR(50) NOT NULL DEFAULT 'n'",
    "INSERT INTO setting VALUES ('raised', @fee, 2, @label)",
    'SELECT COUNT(*) INTO @patients FROM patient',
    'ALTER TABLE setting ADD INDEX by_note (note)',
    "INSERT INTO setting VALUES ('patients', @patients, 3, 'counted')",
  ],
  'V4__locked.sql': [
    'LOCK TABLES patient WRITE, setting WRITE',
    "UPDATE patient SET phone = CONCAT(phone, '9')",
    "INSERT INTO setting VALUES ('locked', 'yes', 4, 'l')",
    { sql: 'UNLOCK TABLES', applied: "SELECT COUNT(*) FROM setting WHERE name = 'locked'" },
    "INSERT INTO setting VALUES ('unlocked', 'yes', 5, 'l')",
    'CREATE TABLE unlocked (id INT PRIMARY KEY)',
  ],
  'V5__procedure.sql': [
    "CREATE PROCEDURE add_settings(IN n INT) BEGIN INSERT INTO setting VALUES (CONCAT('called ', n), 'p', n, 'c'); UPDATE setting SET place = place + 1 WHERE place >= n; END",
    { sql: 'CALL add_settings(6)', applied: "SELECT COUNT(*) FROM setting WHERE name = 'called 6'" },
    "INSERT INTO setting VALUES ('behind the call', 'p', 8, 'c')",
    'CREATE FUNCTION doubled(n INT) RETURNS INT DETERMINISTIC RETURN n * 2',
    "INSERT INTO setting VALUES ('doubled', doubled(21), 9, 'c')",
  ],
  'V6__transactions.sql': [
    "INSERT INTO setting VALUES ('before it', 't', 10, 't')",
    'START TRANSACTION',
    "INSERT INTO setting VALUES ('in it', 't', 11, 't')",
    'UPDATE setting SET place = place + 100',
    'COMMIT',
    "INSERT INTO setting VALUES ('taken back', 't', 12, 't')",
    'ROLLBACK',
    "INSERT INTO setting VALUES ('kept', 't', 13, 't')",
    'CREATE TABLE closing (id INT PRIMARY KEY)',
    'INSERT INTO closing VALUES (1)',
  ],
  'V7__objects.sql': [
    'CREATE VIEW open_bill AS SELECT b.id, b.amount, v.note FROM bill b JOIN visit v ON v.id = b.visit_id',
    "CREATE TRIGGER note_visit BEFORE INSERT ON visit FOR EACH ROW SET NEW.note = CONCAT(NEW.note, ' (seen)')",
    "INSERT INTO visit (patient_id, note) SELECT id, 'triggered' FROM patient WHERE name = 'Badru'",
    'CREATE UNIQUE INDEX by_name ON patient (name)',
    "ALTER TABLE bill ADD COLUMN currency CHAR(3) NOT NULL DEFAULT 'KES', ADD INDEX by_currency (currency)",
    "UPDATE bill SET currency = 'EGP' WHERE amount > 20",
    'ALTER TABLE bill MODIFY amount DECIMAL(12,2) NOT NULL',
    'RENAME TABLE closing TO closed',
    'DROP TABLE closed',
  ],
  'V8__without_transaction.sql': [
    'CREATE TABLE event (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, what VARCHAR(50) NOT NULL, times INT NOT NULL)',
    {
      sql: "INSERT INTO event (what, times) VALUES ('opened', 1)",
      applied: "SELECT COUNT(*) FROM event WHERE what = 'opened'",
    },
    {
      sql: "UPDATE event SET times = times + 1 WHERE what = 'opened'",
      applied: "SELECT COUNT(*) FROM event WHERE what = 'opened' AND times = 2",
    },
    'ALTER TABLE event ADD COLUMN closed INT NULL',
    {
      sql: "INSERT INTO event (what, times) VALUES ('closed', 1)",
      applied: "SELECT COUNT(*) FROM event WHERE what = 'closed'",
    },
  ],
  'V9__modes.sql': [
    "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'",
    'CREATE TABLE "quoted" ("id" INT PRIMARY KEY, "path" VARCHAR(50) NOT NULL)',
    `INSERT INTO "quoted" VALUES (1, 'a\\b')`,
    'ALTER TABLE "quoted" ADD COLUMN "more" INT NULL',
    `INSERT INTO "quoted" VALUES (2, 'c\\d', 2)`,
    'USE ${other}',
    'CREATE TABLE elsewhere (id INT PRIMARY KEY, note VARCHAR(20) NOT NULL)',
    `INSERT INTO elsewhere VALUES (1, 'e\\f')`,
    'CREATE INDEX by_note ON elsewhere (note)',
  ],
  'R__report.sql': [
    'CREATE OR REPLACE VIEW report AS SELECT name, value FROM setting WHERE place > 100',
    "INSERT INTO setting VALUES ('reported', 'r', 500, 'r')",
  ],
};

/** How many statements there are. */
export const statementCount = Object.values(scripts).flat().length;

/** The files of the migration. */
export const files: Files = {
  ...Object.fromEntries(Object.entries(scripts).map(([name, steps]) => [name, scriptText(steps)])),
  'V8__without_transaction.sql.conf': 'executeInTransaction=false\n',
};

/** Texts of statements as they are sent, by which a connection can be cut at one of them. */
export const sentTexts: readonly string[] = Object.values(scripts)
  .flat()
  .map(textOf)
  .filter((text) => !text.includes('${'));

/**
 * A query of one number, greater than 0 when the statement took effect: what a human would look at.
 *
 * @param number from 1
 * @returns undefined for one whose effect the engine has to find out itself
 */
export function humanQuestion(script: string, number: number): string | undefined {
  const step = scripts[script]?.[number - 1];
  return typeof step === 'object' ? step.applied : undefined;
}

/** A body with statements of its own needs another delimiter around it. */
function scriptText(steps: readonly Step[]): string {
  return steps
    .map(textOf)
    .map((text) => (/\bBEGIN\b/.test(text) ? `DELIMITER //\n${text}//\nDELIMITER ;` : `${text};`))
    .join('\n');
}

function textOf(step: Step): string {
  return typeof step === 'string' ? step : step.sql;
}
