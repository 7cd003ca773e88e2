/** The values of one run of a job, as in `{ node: 20 }`. */
export type Combination = Readonly<Record<string, unknown>>;

/**
 * Every combination of a matrix whose expressions are evaluated: all axes multiplied, without `exclude`, with `include`
 * as GitHub adds it: to each combination whose own values it does not change, else as one of its own. Without a matrix
 * there is one combination, without values.
 */
export function combinations(matrix: unknown): readonly Combination[] {
  if (typeof matrix !== 'object' || matrix === null) return [{}];
  const {
    include = [],
    exclude = [],
    ...axes
  } = matrix as {
    readonly include?: readonly Combination[];
    readonly exclude?: readonly Combination[];
  } & Readonly<Record<string, readonly unknown[]>>;
  const own = product(axes).filter((each) => !exclude.some((values) => agrees(each, values)));
  const added = own.map((each) => ({ ...each }));
  const alone: Combination[] = [];
  for (const values of include) {
    const hosts = added.filter((_, index) => agreesWhereNamed(own[index] ?? {}, values));
    if (hosts.length === 0 || own.length === 0) alone.push(values);
    else hosts.forEach((host) => Object.assign(host, values));
  }
  return [...added, ...alone];
}

function product(axes: Readonly<Record<string, readonly unknown[]>>): readonly Combination[] {
  const entries = Object.entries(axes);
  if (entries.length === 0) return [];
  return entries.reduce<readonly Combination[]>(
    (made, [name, values]) => made.flatMap((each) => values.map((value) => ({ ...each, [name]: value }))),
    [{}],
  );
}

function agrees(each: Combination, values: Combination): boolean {
  return Object.entries(values).every(([name, value]) => isSame(each[name], value));
}

function agreesWhereNamed(each: Combination, values: Combination): boolean {
  return Object.entries(values).every(([name, value]) => !(name in each) || isSame(each[name], value));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
