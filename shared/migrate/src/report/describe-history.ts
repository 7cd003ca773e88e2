import type { HistoryProblem, HistoryTableError } from '../history-errors.ts';

/** What is wrong with the history table, what was expected, and what to do. */
export function describeHistoryTable({ table, problem }: HistoryTableError): string {
  return `Schema history table ${table}: ${describeProblem(problem, table)}\nNothing was changed.`;
}

function describeProblem(problem: HistoryProblem, table: string): string {
  switch (problem.kind) {
    case 'column missing':
      return `the column ${problem.column} is missing. If this is the history, add the column ${columnDefinition(problem.column)}; if it is another table, name the history by flyway.table.`;
    case 'column in the way':
      return `the column ${problem.column} is none of Flyway's and has no default, so no row can be added. Give it one: ALTER TABLE ${table} ALTER \`${problem.column}\` SET DEFAULT …, or drop it.`;
    case 'value wrong':
      return `the row with installed_rank ${problem.rank} has "${problem.value}" as ${problem.column}; expected was ${expected(problem.column)}. Correct that row by hand.`;
    case 'rank twice':
      return `installed_rank ${problem.rank} occurs twice, so that repair could hit the wrong row. Make it unique by hand and add the primary key: ALTER TABLE ${table} ADD PRIMARY KEY (installed_rank).`;
    case 'value too long':
      return `the ${problem.column} of ${problem.script} has ${problem.length} characters and the column takes ${problem.limit}. ${shorten(problem.column)}`;
    case 'value not in character set':
      return `the ${problem.column} of ${problem.script} has characters that the column's character set ${problem.characterSet} lacks. Run ALTER TABLE ${table} CONVERT TO CHARACTER SET utf8mb4, or rename the file.`;
  }
}

function shorten(column: string): string {
  switch (column) {
    case 'version':
      return 'Give the file a shorter version.';
    case 'installed_by':
      return 'Set a shorter flyway.installedBy.';
    default:
      return 'Give the file a shorter name, or make the column as wide as Flyway does.';
  }
}

function expected(column: string): string {
  switch (column) {
    case 'version':
      return 'numbers with dots, as in 2.10.3, or NULL for a repeatable migration';
    case 'checksum':
      return 'a whole number of 32 bits, or NULL';
    default:
      return 'a moment';
  }
}

/** As Flyway creates them; without its NOT NULL where rows that are there already would need a value. */
function columnDefinition(column: string): string {
  return definitions[column] ?? column;
}

const definitions: Readonly<Record<string, string>> = {
  installed_rank: 'installed_rank INT NOT NULL with the order of the rows, as primary key',
  version: 'version VARCHAR(50) NULL',
  description: 'description VARCHAR(200) NOT NULL',
  type: "type VARCHAR(20) NOT NULL DEFAULT 'SQL'",
  script: 'script VARCHAR(1000) NOT NULL',
  checksum: 'checksum INT NULL',
  installed_by: 'installed_by VARCHAR(100) NOT NULL',
  installed_on: 'installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP',
  execution_time: 'execution_time INT NOT NULL',
  success: 'success BOOL NOT NULL',
};
