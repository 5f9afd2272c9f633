import { binomial } from "./binomial.js";
import { deterministic } from "./deterministic.js";
import { geometric } from "./geometric.js";
import { negativeBinomial } from "./negativeBinomial.js";
import { poisson } from "./poisson.js";

/** Every frequency family, by the name of its constructor. Documentation, the command and the tests are driven by it. */
export const frequencyFamilies: {
  readonly poisson: typeof poisson;
  readonly negativeBinomial: typeof negativeBinomial;
  readonly binomial: typeof binomial;
  readonly geometric: typeof geometric;
  readonly deterministic: typeof deterministic;
} = Object.freeze({ poisson, negativeBinomial, binomial, geometric, deterministic });

export { Frequency } from "./frequency.js";
export { binomial, deterministic, geometric, negativeBinomial, poisson };
