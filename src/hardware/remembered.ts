/** What `read` gave, for `ms` milliseconds: a run of many small simulations need not ask the machine each time. */
export function remembered<T>(ms: number, read: () => T): () => T {
  let last: { readonly value: T; readonly until: number } | undefined;
  return () => {
    if (last === undefined || !(performance.now() < last.until)) {
      last = { value: read(), until: performance.now() + ms };
    }
    return last.value;
  };
}
