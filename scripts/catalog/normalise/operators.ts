/** How tightly an operator binds, after the manual of MySQL; higher is tighter. */
export const levels = { or: 1, xor: 2, and: 3, not: 4, comparison: 5, sign: 12 } as const;

/** The level of each operator between two values. */
export const binaryLevels: Readonly<Record<string, number>> = {
  ...{ OR: levels.or, XOR: levels.xor, AND: levels.and },
  ...Object.fromEntries(
    ['=', '<=>', '<', '>', '<=', '>=', '<>', 'LIKE', 'REGEXP', 'RLIKE'].map((each) => [
      each,
      levels.comparison,
    ]),
  ),
  ...{
    '|': 6,
    '&': 7,
    '<<': 8,
    '>>': 8,
    '+': 9,
    '-': 9,
    '*': 10,
    '/': 10,
    '%': 10,
    DIV: 10,
    MOD: 10,
    '^': 11,
  },
};

/** Names of functions that one server prints for what the other one calls otherwise. */
export const functionNames: Readonly<Record<string, string>> = {
  LCASE: 'LOWER',
  OCTET_LENGTH: 'LENGTH',
  UCASE: 'UPPER',
  NOW: 'CURRENT_TIMESTAMP',
};

/** Operators that one server prints for what the other one writes otherwise. */
export const operatorNames: Readonly<Record<string, string>> = { MOD: '%', RLIKE: 'REGEXP' };
