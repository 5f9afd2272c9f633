import { reuse } from "../monitoring/reuse.js";
import type { Inforce } from "../portfolio/inforce.js";
import { type ComponentPlan, planComponent } from "./component.js";
import { encodeComponent } from "./encode.js";
import { Interned } from "./interned.js";
import { lawKey } from "./lawKey.js";

/** What components have in common that differ in nothing but their names: how they are drawn, and from which numbers. */
export class SharedPlan {
  readonly component: ComponentPlan;
  #table: Float64Array | undefined;

  constructor(component: ComponentPlan) {
    this.component = component;
  }

  /** The component's numbers for the kernel, over shared memory; made when they are first wanted. */
  get table(): Float64Array {
    if (this.#table === undefined) {
      reuse.tables.made++;
      this.#table = encodeComponent(this.component);
    }
    return this.#table;
  }
}

const plans = new Interned<SharedPlan>();

export function sharedPlan(inforce: Inforce, outputs: boolean): SharedPlan {
  const { frequency, severity, policies, frequencyBasis, terms } = inforce;
  const told = [policies, frequencyBasis, ...Object.values(terms), outputs];
  const key = `${lawKey(frequency)} ${lawKey(severity)} ${told.join(" ")}`;
  return plans.of(key, () => new SharedPlan(planComponent(inforce, outputs)));
}
