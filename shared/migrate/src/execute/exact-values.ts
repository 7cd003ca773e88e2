import mysql, { type FieldPacket } from 'mysql2/promise';
import type { ExactValue } from '../session.ts';

/** The first row of a result of which nothing was converted: each value is a Buffer or null. */
export function exactValues([rows, fields]: readonly [
  unknown,
  readonly FieldPacket[],
]): readonly ExactValue[] {
  const [row = []] = rows as readonly (readonly (Buffer | null)[])[];
  return row.map((value, index) => ({
    type: typeOf(fields[index]),
    text: value?.toString('latin1') ?? null,
  }));
}

/** Node finds no export of this name in the driver's CommonJS. */
const { Types } = mysql;

/** UNSIGNED_FLAG of the protocol's column definition. */
const unsignedFlag = 32;

function typeOf(field: FieldPacket | undefined): ExactValue['type'] {
  switch (field?.columnType) {
    case Types.TINY:
    case Types.SHORT:
    case Types.INT24:
    case Types.LONG:
    case Types.LONGLONG:
    case Types.YEAR:
      return (Number(field.flags) & unsignedFlag) === 0 ? 'integer' : 'unsigned';
    case Types.DECIMAL:
    case Types.NEWDECIMAL:
      return 'decimal';
    case Types.FLOAT:
    case Types.DOUBLE:
      return 'double';
    default:
      return 'string';
  }
}
