import type { JournalProblem, JournalTableError } from '../journal-errors.ts';

/** What is wrong with the journal, what was expected, and what to do. */
export function describeJournalTable({ table, problem }: JournalTableError): string {
  const end = problem.kind === 'lost' ? 'Nothing more was sent.' : 'Nothing was changed.';
  return `Journal ${table}: ${describeProblem(problem, table)}\n${end}`;
}

function describeProblem(problem: JournalProblem, table: string): string {
  switch (problem.kind) {
    case 'newer':
      return `it was written by a newer nilecare-migrate (format ${problem.format}, and this version knows ${problem.known}). Use that version or a later one.`;
    case 'no journal':
      return `a table of this name is there whose comment is not that of a journal of nilecare-migrate. Rename it, or name the history otherwise by flyway.table. If it is the journal, put its comment back: ALTER TABLE ${table} COMMENT = 'nilecare-migrate journal 1'.`;
    case 'column missing':
      return `the column ${problem.column} is missing. ${anew(table)}`;
    case 'engine':
      return `its engine is ${problem.engine}, so that it would not be part of the transactions it tells of. Run ALTER TABLE ${table} ENGINE = InnoDB.`;
    case 'character set':
      return `its collation is ${problem.collation}, and names of scripts may hold any character. Run ALTER TABLE ${table} CONVERT TO CHARACTER SET utf8mb4.`;
    case 'row 0 missing':
      return `row 0, which tells who runs migrations and how far the last run came, is gone. ${anew(table)}`;
    case 'value wrong':
      return `the row with id ${problem.id} has "${problem.value}" as ${problem.column}; expected was ${problem.expected}. Somebody changed it by hand: correct it. ${anew(table)}`;
    case 'lost':
      return 'the table is gone, and was there when this run began. How far the script came stands in the message before and in info only; look at the schema before you go on.';
  }
}

/** What a table that is made anew cannot tell any more. */
function anew(table: string): string {
  return `When no migration runs, and info shows no script that was begun and not ended, DROP TABLE ${table}: the next run makes it anew.`;
}
