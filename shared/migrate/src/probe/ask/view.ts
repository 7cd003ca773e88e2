import { doubt, inEffect, notInEffect, type Finding } from '../answer.ts';
import type { Change, ViewForm } from '../change.ts';
import { readChange } from '../read/read-change.ts';
import type { Context } from './context.ts';
import type { Moment } from './moment.ts';
import { isPresent, type Sight } from './sight.ts';
import { sameQuery } from './view-query.ts';

/**
 * Whether the view is there as the statement makes it. No server keeps the text of a view: what it prints is expanded,
 * qualified and put into parentheses, and only plain queries can be compared with that for certain.
 */
export function probeView(
  { session, account }: Pick<Context, 'session' | 'account'>,
  { sqlMode }: Change,
  form: ViewForm,
  [sight]: readonly Sight[],
  moment: Moment,
): Finding {
  if (!sight || !isPresent(sight)) return form.isAlter ? doubt('contradiction') : notInEffect;
  if (moment === 'appeared') return inEffect;
  const circumstances = { server: session.server, schema: form.view.schema, sqlMode: '' };
  const actual = readChange(sight.definition ?? '', circumstances).form;
  if (actual.kind !== 'create view') return doubt('other definition');
  const otherwise = form.existing === 'replace' ? notInEffect : doubt('other definition');
  if (!hasSameProperties(form, actual, account)) return otherwise;
  if (form.columns !== undefined) return doubt('definition not comparable');
  const isSame = sameQuery(form.query, actual.query, form.view.schema, session.server, sqlMode);
  return isSame ? inEffect : doubt('definition not comparable');
}

function hasSameProperties(demanded: ViewForm, actual: ViewForm, account: string): boolean {
  return (
    demanded.security === actual.security &&
    demanded.algorithm === actual.algorithm &&
    demanded.checkOption === actual.checkOption &&
    // ALTER VIEW without a definer makes the account that sends it the definer, as CREATE does.
    (demanded.definer ?? account) === actual.definer
  );
}
