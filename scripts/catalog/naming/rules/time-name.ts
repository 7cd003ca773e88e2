import type { Column } from '../../model.ts';
import { defineRule } from '../define-rule.ts';
import { fixedNames } from '../fixed-names.ts';

export const timeName = defineRule(
  {
    code: 'TIME_NAME',
    rule: 'A moment (`DATETIME(6)`) ends in `_at`, a day (`DATE`) in `_date`; nothing else does.',
    right: 'shipped_at',
    wrong: 'shipping_time',
  },
  ({ tables }) =>
    tables.flatMap(({ name: table, columns }) =>
      columns.flatMap((column) => {
        const message = problemOf(column);
        return message === undefined ? [] : [{ table, column: column.name, name: column.name, message }];
      }),
    ),
);

function problemOf({ name, type }: Column): string | undefined {
  const [isMoment, isDay] = [/^(?:datetime|timestamp)/.test(type), type === 'date'];
  if (name.endsWith('_at') && !isMoment) return `${name} ends in _at, but is ${type} and no moment.`;
  if (name.endsWith('_date') && !isDay) return `${name} ends in _date, but is ${type} and no day.`;
  if (isMoment && !name.endsWith('_at') && !Object.hasOwn(fixedNames.otherMoments, name))
    return `${name} is a moment; expected a name that ends in _at.`;
  if (isDay && !name.endsWith('_date') && !Object.hasOwn(fixedNames.otherDays, name))
    return `${name} is a day; expected a name that ends in _date.`;
  return undefined;
}
