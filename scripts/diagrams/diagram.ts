import type { Box } from './boxes.ts';
import type { Relationship } from './relationships.ts';

/** Everything with its place, in CSS pixels from the left upper corner. */
export interface Diagram {
  readonly boxes: readonly PlacedBox[];
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}

/** A box, and its left upper corner. */
export interface PlacedBox extends Box {
  readonly x: number;
  readonly y: number;
}

/** A relationship as a line between the rows of two boxes. */
export interface Line {
  readonly relationship: Relationship;
  readonly parentEnd: End;
  readonly childEnd: End;
  /** Where it passes columns of boxes on its way from parent to child. */
  readonly crossings: readonly Crossing[];
}

/** Where a line meets a box, and on which of its sides. */
export interface End {
  readonly x: number;
  readonly y: number;
  readonly side: 'left' | 'right';
}

/** A level piece of a line, between two boxes of a column. */
export interface Crossing {
  readonly y: number;
  readonly from: number;
  readonly to: number;
}

/** Least distances between what is drawn. */
export const gaps = { betweenColumns: 96, betweenBoxes: 28, betweenLines: 16 } as const;

/** How far a line stays level next to a box, where its marks are. */
export const levelEnd = 26;

/** How far a line from a table to itself goes beyond that. */
export const bulge = 14;
