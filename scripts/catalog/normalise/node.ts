/** An expression as a tree. */
export type Node =
  | { readonly kind: 'atom'; readonly text: string }
  | { readonly kind: 'call'; readonly name: string; readonly values: readonly Node[] }
  | { readonly kind: 'unary'; readonly operator: string; readonly level: number; readonly value: Node }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly level: number;
      readonly left: Node;
      readonly right: Node;
    }
  | { readonly kind: 'is'; readonly value: Node; readonly what: string }
  | { readonly kind: 'in'; readonly value: Node; readonly not: boolean; readonly list: readonly Node[] }
  | {
      readonly kind: 'between';
      readonly value: Node;
      readonly not: boolean;
      readonly low: Node;
      readonly high: Node;
    }
  | {
      readonly kind: 'case';
      readonly value: Node | undefined;
      readonly branches: readonly { readonly when: Node; readonly then: Node }[];
      readonly otherwise: Node | undefined;
    };
