/**
 * Makes a function that remembers its last answer for each object, as long as that lives. For what never changes, as the
 * statements of a script.
 *
 * @param make asked again for other arguments behind the object than the last time, compared by identity
 */
export function oncePer<Key extends object, Rest extends readonly unknown[], Value>(
  make: (key: Key, ...rest: Rest) => Value,
): (key: Key, ...rest: Rest) => Value {
  const answers = new WeakMap<Key, { readonly rest: Rest; readonly value: Value }>();
  return (key, ...rest) => {
    const last = answers.get(key);
    if (last?.rest.every((each, index) => each === rest[index])) return last.value;
    const value = make(key, ...rest);
    answers.set(key, { rest, value });
    return value;
  };
}
