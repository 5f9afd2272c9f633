// The elementary functions of AssemblyScript's standard library. They are compiled into the kernel, so their bits do
// not change with the JavaScript engine, as those of Math.exp and its kin did between Node 22 and 24. Pinned by -O3:
// other optimisation levels select other implementations.

export function exp(x: f64): f64 {
  return NativeMath.exp(x);
}

/** exp(x) - 1, accurate near 0. */
export function expm1(x: f64): f64 {
  return NativeMath.expm1(x);
}

export function log(x: f64): f64 {
  return NativeMath.log(x);
}

/** log(1 + x), accurate near 0. */
export function log1p(x: f64): f64 {
  return NativeMath.log1p(x);
}

export function pow(x: f64, y: f64): f64 {
  return NativeMath.pow(x, y);
}
