import type { ClaimsCase, CompoundCase } from "../cases.js";

/** A simulator to compare with: it fills `out` with annual losses, one a trial. */
export interface Competitor {
  readonly name: string;
  /** Draws one gamma of shape n * alpha a trial in place of n gammas: the same sum closure that lundberg's plan finds. */
  compound(model: CompoundCase, out: Float64Array): void;
  claims(model: ClaimsCase, out: Float64Array): void;
}

/**
 * A competitor's module, instantiated anew for each row. V8 then profiles its loops for that row alone and inlines its
 * samplers; shared loops would turn megamorphic after a few rows, and the competitor slower than anyone's program.
 */
export async function freshCompetitor(module: "plain" | "stdlib", row: string): Promise<Competitor> {
  const { competitor } = await import(`./${module}.ts?row=${encodeURIComponent(row)}`);
  return competitor;
}
