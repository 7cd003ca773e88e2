/**
 * What each of the eleven procedures promises. The guide's table and the report are written from this; a procedure that
 * does not come to one of its criteria has failed.
 */

/** One procedure, as people read it. */
export interface Procedure {
  /** 1 to 11, as `--only` takes it. */
  readonly number: number;
  readonly title: string;
  /** By the names that its code uses: what must be true. */
  readonly criteria: Readonly<Record<string, string>>;
  /** Where to look when it failed. */
  readonly lookAt: string;
}

export const procedures = [
  {
    number: 1,
    title: 'Fresh migration',
    criteria: {
      ends: '`migrate:up` on an empty database ends with exit code 0.',
      history: 'The history holds one successful row for each V and R file, and no other.',
      tables: 'There are tables, and each is InnoDB in utf8mb4 with a primary key.',
      views: 'Every view answers a query.',
      pending: '`migrate:info` shows nothing pending and nothing failed.',
    },
    lookAt:
      'the statement and line that `migrate:up` names; docs/error-codes.md for its code; docs/going-on.md for what is left of the script.',
  },
  {
    number: 2,
    title: 'Rollback',
    criteria: {
      undone:
        '`migrate:undo` takes every version back, the newest first, and ends with exit code 0 each time.',
      clean: 'After each undo the tables and triggers are those from before its version.',
      again: '`migrate:up` applies all versions again and `migrate:validate` finds nothing.',
      same: 'The schema is then the same as before, object by object, and each table has as many rows.',
    },
    lookAt:
      'the U file of the version that is named: what does its V file do that it does not take back? `migrate:undo -- -verify` says it without touching the database.',
  },
  {
    number: 3,
    title: 'Data preservation',
    criteria: {
      written: 'The service may write the rows of its test/sample-rows.sql.',
      later: 'No row changes when a later version is applied and undone.',
      repeatables: 'No row changes when it is applied again and all repeatables run again.',
      repair: 'No row changes by `migrate:repair`, and `migrate:validate` finds nothing behind it.',
    },
    lookAt:
      'the table that is named: a repeatable or undo file that has DELETE, TRUNCATE, DROP or REPLACE for it; a foreign key that cascades.',
  },
  {
    number: 4,
    title: 'Service start-up',
    criteria: {
      ready: 'The built service answers /ready with 200 within 60 s, its DB_START_DEADLINE.',
      stops: 'It ends within 20 s when it is told to.',
      refuses: 'Against a schema that is a version behind, /health answers 200 and /ready 503 for 3 s.',
      reason: 'The reason in /ready names the version that is there and the one that is needed.',
    },
    lookAt:
      'the last lines of the service in the notes; docs/services.md lists every reason that /ready gives. Is it built (`npm run build`)? Is migrationsDirectory in src/app.ts that of the service?',
  },
  {
    number: 5,
    title: 'Validation',
    criteria: {
      agrees: '`migrate:validate` behind `migrate:up` ends with exit code 0.',
      edited: 'After an edit of an applied V file it ends with exit code 1 and names the file.',
      refused: '`migrate:up` refuses the edited file too, and changes nothing.',
      pending: 'With the file as it was and a new one that is not applied, it names the new one.',
      missing: 'After the removal of a file that is applied, below another one, it names that.',
    },
    lookAt:
      'flyway.conf: validateOnMigrate must be true and ignoreMigrationPatterns must not be set wider than *:future.',
  },
  {
    number: 6,
    title: 'Permissions',
    criteria: {
      works:
        "The service's user may make, alter and drop a table in its database, and write, read and delete rows.",
      server: 'On the server it is refused: accounts, settings, files, databases and processes.',
      hands: 'It cannot hand a right on.',
      reads: 'The read-only user reads every table of the database.',
      writes: 'The read-only user is refused every change.',
      stranger: 'A wrong password is refused.',
    },
    lookAt:
      '`npx nilecare-db users` (differences from database/service-map.json), `-- --fix` revokes what is too much; docs/accounts.md.',
  },
  {
    number: 7,
    title: 'Performance baseline',
    criteria: {
      recorded: 'The baseline has the service (scripts/phase1/baseline.json).',
      fresh: '`migrate:up` on an empty database sends no more statements than the baseline allows.',
      nothing: '`migrate:up` with nothing to do sends no more statements than the baseline allows.',
      validate: '`migrate:validate` sends no more statements than the baseline allows.',
      time: 'None of the three takes longer than 60 s.',
    },
    lookAt:
      'what has changed since the baseline: new migrations are expected and recorded with --record-baseline; more statements with the same files are a regression of the engine.',
  },
  {
    number: 8,
    title: 'Concurrent migration',
    criteria: {
      end: 'Four `migrate:up` that start at once on an empty database all end with exit code 0.',
      one: 'One of them applies everything, the others nothing.',
      once: 'The history holds each file once, and no failed row.',
      valid: '`migrate:validate` finds nothing afterwards.',
    },
    lookAt:
      '`npx nilecare-migrate lock status`, docs/locking.md; lockTimeout in flyway.conf must be longer than a migration takes.',
  },
  {
    number: 9,
    title: 'Clean-up and idempotency',
    criteria: {
      second: 'A second and a third `migrate:up` end with exit code 0 and apply nothing.',
      unchanged: 'They change no object, no row and no line of the history.',
      cleaned: '`migrate:clean` leaves no object in the database.',
      afresh: '`migrate:up` then makes the same schema again.',
      setup: 'A second run of the set-up ends with exit code 0 and creates nothing.',
      kept: 'It leaves .env, history and objects as they were.',
    },
    lookAt:
      'a repeatable whose text is another one at each run (a placeholder such as ${flyway:timestamp}); a script that is not guarded by IF NOT EXISTS; cleanDisabled in flyway-dev.conf.',
  },
  {
    number: 10,
    title: 'Cross-service isolation',
    criteria: {
      sees: "The service's user sees no other database of the map.",
      out: 'It is refused the other databases: to use, read, write and change them.',
      neighbour: 'It is refused a database whose name differs from its own by the underscore only.',
      in: "Every other service's user is refused this database.",
    },
    lookAt:
      '`npx nilecare-db users` (grants that database/service-map.json does not give), `npm run test:isolation` for the whole matrix, docs/isolation.md.',
  },
  {
    number: 11,
    title: 'Disaster recovery',
    criteria: {
      written: 'The service may write the rows of its test/sample-rows.sql.',
      dumped: 'The dump program ends with exit code 0.',
      restored: 'The client program restores the dump into an empty database with exit code 0.',
      schema: 'Every table, view, trigger, routine and event is as before.',
      rows: 'Every row is as before.',
      history: 'The history is as before, with its checksums and times.',
      valid: '`migrate:validate` finds nothing.',
      goesOn: 'A following migration works.',
    },
    lookAt:
      'the object or table that is named, and the options of the dump (routines, events, triggers, hex-blob, single-transaction); docs/runbooks for a restore by hand.',
  },
] as const satisfies readonly Procedure[];

/** Number of a procedure. */
export type ProcedureNumber = (typeof procedures)[number]['number'];

/** Names of the criteria of a procedure. */
export type CriterionOf<Number extends ProcedureNumber> = keyof Extract<
  (typeof procedures)[number],
  { number: Number }
>['criteria'] &
  string;

/** Seconds that the specification gives for a procedure, of all services or of one. Source: its list of test results. */
export const specifiedSeconds: Readonly<
  Partial<Record<ProcedureNumber, Readonly<Record<string, number>> | number>>
> = {
  1: { 'auth-service': 2.3, 'billing-service': 2.8, 'payment-gateway-service': 3.1 },
  2: { 'auth-service': 1.8, 'billing-service': 2.0, 'payment-gateway-service': 2.2 },
  5: 0.5,
  6: 2.0,
  9: 3.0,
};
