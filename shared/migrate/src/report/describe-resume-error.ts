import type {
  ChangedStatementError,
  LostSessionError,
  HalfUndoError,
  SeenObject,
  UnknownStateError,
} from '../resume-errors.ts';
import { these } from './describe-unfinished.ts';
import { excerpt } from './excerpt.ts';

/** Which statements are not those that are committed, and what to do. */
export function describeChanged({ migration, committed, changed }: ChangedStatementError): string {
  const { script, category } = migration;
  const command = category === 'Undo' ? 'undo' : 'migrate';
  return [
    ...changed.map(({ first, last, then, now }) => {
      const which = first === last ? `Statement ${first}` : `One of the statements ${first} to ${last}`;
      return now === ''
        ? `${which} of ${script} was applied, and the file has it no more (sha256 was ${digits(then)}).`
        : `${which} of ${script} was applied with another text (sha256 ${digits(then)} now ${digits(now)}).`;
    }),
    `Put ${these(committed)} back as ${committed === 1 ? 'it was' : 'they were'} and change only what stands behind; nothing was changed in the database.`,
    `Or take back by hand what ${committed === 1 ? 'it' : 'they'} did, then: nilecare-migrate repair -assumeApplied=0, and ${command}. The file runs from its start.`,
  ].join('\n');
}

function digits(hash: string): string {
  return `${hash.slice(0, 8)}…`;
}

/** Which statement, what was seen, what to look at, and the commands that decide. */
export function describeUnknown(error: UnknownStateError): string {
  const { migration, statement, total, committed, reason, facts, ending } = error;
  const { number, line } = statement;
  const looks = looksOf(error);
  return [
    `${migration.script} ${ending === 'failed' ? `failed, and whether line ${line}, statement ${number} of ${total}` : `was interrupted at line ${line}, statement ${number} of ${total}, and whether that`} took effect cannot be told: ${sentenceOf(reason)}.`,
    excerpt(statement, undefined),
    committed === 0 ? 'Nothing before it is committed.' : `Committed for certain: ${these(committed)}.`,
    ...(facts.length > 0 ? [`Seen: ${facts.map(factText).join(', ')}.`] : []),
    `Look: ${looks.length > 0 ? looks.join('; ') : 'what that statement changes, in the database'}. Then say how it is:`,
    ...decisionsOf(error).map(({ meaning, command }) => `- ${meaning}: ${command}`),
    `and go on with: ${goOnOf(error)}. Nothing was changed.`,
  ].join('\n');
}

/** A way to decide what is unknown. */
export interface Decision {
  readonly meaning: string;
  readonly command: string;
}

/** The commands by which a person says what is committed. */
export function decisionsOf({
  statement,
  committed,
}: Pick<UnknownStateError, 'statement' | 'committed'>): readonly Decision[] {
  const { number } = statement;
  return [
    { meaning: 'it took effect', command: `nilecare-migrate repair -assumeApplied=${number}` },
    {
      meaning: committed === 0 ? 'it did not, nor anything before it' : 'it did not',
      command: `nilecare-migrate repair -assumeApplied=${committed}`,
    },
  ];
}

/** The command that goes on when it is decided. */
export function goOnOf({ migration, ending }: Pick<UnknownStateError, 'migration' | 'ending'>): string {
  const isMigrates = migration.category !== 'Undo' && ending === 'interrupted';
  return `nilecare-migrate ${isMigrates ? 'migrate' : 'resume'}`;
}

/** What is to be looked at, as statements to send. */
export function looksOf({ facts }: Pick<UnknownStateError, 'facts'>): readonly string[] {
  return [...new Set(facts.flatMap(lookOf))];
}

function lookOf({ object, name }: SeenObject): readonly string[] {
  const kind = object.toUpperCase();
  if (!shown.has(kind)) return [];
  const [schema = '', ...rest] = name.split('.');
  const quoted = [schema, rest.join('.')].filter((part) => part !== '').map((part) => `\`${part}\``);
  return [`SHOW CREATE ${kind} ${quoted.join('.')}`];
}

const shown = new Set(['TABLE', 'VIEW', 'PROCEDURE', 'FUNCTION', 'TRIGGER', 'EVENT', 'DATABASE']);

function factText({ object, name, state }: SeenObject): string {
  return `${object} ${name} ${state === 'unreadable' ? 'may not be read by this account' : `is ${state === 'present' ? 'there' : 'not there'}`}`;
}

/** Words of the probe as clauses; whoever says more than a word is quoted. */
function sentenceOf(reason: string): string {
  return sentences[reason] ?? reason;
}

const sentences: Readonly<Record<string, string>> = {
  form: 'what it changes leaves nothing to compare, or is of a form that is not known here',
  privilege: 'this account may not see what would tell',
  'other definition': 'what it makes is there, but with another definition',
  'definition not comparable': 'what it makes is there, and whether with this definition cannot be seen',
  'same before': 'all is as it demands, and may have been so before',
  contradiction: 'some is as before it and some as behind it',
};

/** What is gone, who needs it, and the ways that are left. */
export function describeLost({ migration, committed, lost }: LostSessionError): string {
  const done = committed === 0 ? 'nothing' : these(committed);
  return [
    `${migration.script} cannot go on at statement ${committed + 1}: what it needs has ended with the connection that ran it.`,
    ...lost.map(
      ({ kind, name, statement, neededBy }) =>
        `-> ${kind}${name === '' ? '' : ` ${name}`} of statement ${statement}, needed by statement ${neededBy}`,
    ),
    `Committed is ${done}. Nothing was changed. What to do, one of these:`,
    `1. Do the rest by hand, then: nilecare-migrate repair -assumeApplied=all`,
    ...(migration.category === 'Undo'
      ? []
      : ['2. nilecare-migrate undo takes back what is committed, as far as text or undo file tell how.']),
    `${migration.category === 'Undo' ? 2 : 3}. Take back by hand what is committed, then: nilecare-migrate repair -assumeApplied=0. The file runs from its start.`,
  ].join('\n');
}

/** All that is in the way of taking a half-done migration back. */
export function describeHalfUndo({ script, obstacles, progress }: HalfUndoError): string {
  return [
    `Cannot undo what is committed of ${script}:`,
    ...obstacles.flatMap(({ migration, statement, reason }) => [
      `-> ${migration.script}, line ${statement.line}, statement ${statement.number}: ${obstacleText(reason)}`,
      excerpt(statement, undefined),
    ]),
    progress === 'untouched'
      ? 'Go on instead with: nilecare-migrate resume. Or take it back by hand, then: nilecare-migrate repair -assumeApplied=0. Nothing was touched.'
      : 'What stands behind it is taken back. Put right what is in the way, then: nilecare-migrate undo; it goes on there.',
  ].join('\n');
}

function obstacleText(reason: string): string {
  return obstacles[reason] ?? reason;
}

const obstacles: Readonly<Record<string, string>> = {
  lost: 'it took something away or wrote over it, which the text does not hold',
  'may have been there': 'what it demands may have been so before',
  'no name': 'the server chose the name of what it added',
  rows: 'it changed rows that may have been there before',
  code: 'it ran code of which the text does not tell',
  form: 'what it does is not known here',
  'rows by half': 'it takes rows back, and of the statements that change rows only some are committed',
  'rows twice': 'it changes rows in a way that must not be done twice; only DELETE without LIMIT may',
};
