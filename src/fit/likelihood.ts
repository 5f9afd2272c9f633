import { math } from "../kernel.js";
import type { Severity } from "../severity/severity.js";
import type { Claims, Points } from "./claims.js";
import { type FarLogs, farLogs } from "./farLogs.js";

/**
 * The log-likelihood of claims with truncation and censoring, sum log f(exact) + sum log S(capped) - sum log
 * S(deductibles) (Loss Models, section 11.4); -Infinity where one of the claims cannot happen.
 */
export function logLikelihood(severity: Severity, claims: Claims): number {
  const { density, survival } = severity.law;
  const far = farLogs(severity);
  const total = new Total();
  if (!addLogs(total, claims.exact, density, far?.density, 1)) return -Infinity;
  if (!addLogs(total, claims.capped, survival, far?.survival, 1)) return -Infinity;
  if (!addLogs(total, claims.deductibles, survival, far?.survival, -1)) return -Infinity;
  return total.value;
}

// Below this, doubles lose their digits.
const leastNormal = 2.2250738585072014e-308;

// False where a factor is 0 or Infinity, or cannot be told from them.
function addLogs(
  total: Total,
  { at, weights }: Points,
  f: (x: number) => number,
  far: FarLogs["survival"],
  sign: 1 | -1,
): boolean {
  for (let i = 0; i < at.length; i++) {
    const x = at[i]!;
    const value = f(x);
    const log = value >= leastNormal ? math.log(value) : far ? far(x) : -Infinity;
    if (!(log > -Infinity && log < Infinity)) return false;
    total.add(sign * weights[i]! * log);
  }
  return true;
}

/** A compensated sum (Neumaier 1974, doi 10.1002/zamm.19740540106): derivatives are differences of such sums. */
class Total {
  #sum = 0;
  #lost = 0;

  get value(): number {
    return this.#sum + this.#lost;
  }

  add(term: number): void {
    const next = this.#sum + term;
    this.#lost += Math.abs(this.#sum) >= Math.abs(term) ? this.#sum - next + term : term - next + this.#sum;
    this.#sum = next;
  }
}
