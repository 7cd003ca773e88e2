import { doubt, inEffect, notInEffect, type Finding } from '../answer.ts';
import type { Change, Program, ProgramForm, TriggerOrder } from '../change.ts';
import { beginsAnew } from '../properties.ts';
import { readChange } from '../read/read-change.ts';
import { sameName, type Context } from './context.ts';
import type { Moment } from './moment.ts';
import { rehearse, type Rehearsed } from './rehearse.ts';
import { isPresent, type Sight } from './sight.ts';

type CreateProgram = Extract<ProgramForm, { kind: 'create program' }>;
type AlterProgram = Extract<ProgramForm, { kind: 'alter program' }>;

/** A stored program as the server prints it, and the modes that it was made under. */
interface Shown {
  readonly program: Program;
  readonly sqlMode: string;
}

/**
 * Whether the program is there with the text of the statement. Both servers keep the body as it was sent, without what
 * conditional comments are made of.
 */
export async function probeCreateProgram(
  context: Context,
  { sqlMode }: Change,
  form: CreateProgram,
  [sight]: readonly Sight[],
): Promise<Finding> {
  if (!sight || !isPresent(sight)) return mayBeOver(form.program) ? doubt('form') : notInEffect;
  const shown = readShown(context, form.name.schema, sight);
  if (!shown) return doubt('definition not comparable');
  const { program } = form;
  const isSame =
    sameModes(sqlMode, shown.sqlMode) &&
    (program.definer ?? context.account) === shown.program.definer &&
    isPartOf(program.properties, shown.program.properties) &&
    (await sameType(context, sqlMode, form, shown)) &&
    (await isInOrder(context, form));
  if (isSame) return inEffect;
  return form.existing === 'replace' ? notInEffect : doubt('other definition');
}

/** ALTER EVENT, PROCEDURE or FUNCTION: whether what it names is so. */
export function probeAlterProgram(
  { session }: Pick<Context, 'session'>,
  { properties, name }: AlterProgram,
  [sight]: readonly Sight[],
  moment: Moment,
): Finding {
  const shown = sight && isPresent(sight) ? readShown({ session }, name.schema, sight) : undefined;
  if (!shown) return doubt('contradiction');
  // A schedule without ENDS takes it away on MySQL; MariaDB 10.11 leaves it.
  const { ends, ...others } = properties;
  const demanded =
    ends === undefined || (ends === '' && session.server.kind === 'mariadb') ? others : properties;
  if (!isPartOf(demanded, shown.program.properties)) return notInEffect;
  return beginsAnew(properties) && moment !== 'changed' ? doubt('same before') : inEffect;
}

/** An event that runs once, or until a time, is dropped when its time has come. */
function mayBeOver({ properties }: Program): boolean {
  const ends = properties['at'] !== undefined || Boolean(properties['ends']);
  return ends && properties['completion'] !== 'PRESERVE';
}

function readShown(
  { session }: Pick<Context, 'session'>,
  schema: string,
  { definition }: Sight,
): Shown | undefined {
  const [text, sqlMode] = JSON.parse(definition ?? '[]') as readonly [string, string];
  const { form } = readChange(text, { server: session.server, schema, sqlMode });
  return form.kind === 'create program' ? { program: form.program, sqlMode } : undefined;
}

function isPartOf(demanded: Program['properties'], actual: Program['properties']): boolean {
  return Object.entries(demanded).every(([name, value]) => actual[name] === value);
}

function sameModes(a: string, b: string): boolean {
  const sorted = (modes: string) => modes.toUpperCase().split(',').filter(Boolean).sort().join(',');
  return sorted(a) === sorted(b);
}

/** The server writes a function's type in its own words: as it would write that of a column. */
async function sameType(
  context: Context,
  sqlMode: string,
  { name, program: { returns } }: CreateProgram,
  { program }: Shown,
): Promise<boolean> {
  if (returns === undefined || program.returns === undefined) return returns === program.returns;
  const demanded = await typeOf(context, name.schema, { text: `(value ${returns})`, sqlMode });
  const actual = await typeOf(context, name.schema, { text: `(value ${program.returns})`, sqlMode: '' });
  return demanded !== undefined && demanded === actual;
}

async function typeOf(context: Context, schema: string, step: Rehearsed): Promise<string | undefined> {
  const [table] = (await rehearse(context, schema, [step])) ?? [];
  return table?.columns[0]?.fact;
}

/** FOLLOWS and PRECEDES leave nothing behind but the order among the triggers of one event of a table. */
async function isInOrder(context: Context, { name, program }: CreateProgram): Promise<boolean> {
  if (!program.order) return true;
  const rows = await context.session.query<{ name: string; place: number }>(
    'read the order of triggers',
    'SELECT trigger_name AS name, action_order AS place FROM information_schema.triggers WHERE trigger_schema = ?',
    [name.schema],
  );
  const placeOf = (trigger: string) =>
    Number(rows.find((row) => sameName(context, row.name, trigger))?.place);
  return placeOf(name.name) - placeOf(program.order.other) === step(program.order);
}

function step({ side }: TriggerOrder): number {
  return side === 'FOLLOWS' ? 1 : -1;
}
