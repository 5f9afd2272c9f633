/** Values that equal descriptions share. Each is made once, and lives as long as somebody has it. */
export class Interned<T extends object> {
  readonly #known = new Map<string, WeakRef<T>>();
  readonly #gone = new FinalizationRegistry<string>((key) => {
    // It may have been made again meanwhile.
    if (this.#known.get(key)?.deref() === undefined) this.#known.delete(key);
  });

  of(key: string, make: () => T): T {
    const known = this.#known.get(key)?.deref();
    if (known !== undefined) return known;
    const value = make();
    this.#known.set(key, new WeakRef(value));
    this.#gone.register(value, key);
    return value;
  }
}
