// The 1024 layers of the half normal: Marsaglia & Tsang 2000, doi 10.18637/jss.v005.i08.
import { divide, exponential, logarithm, multiply, ONE, PI, ratio, squareRoot, sum } from "./fixedPoint.mjs";

export const LAYERS = 1024;

const density = (x) => exponential(-multiply(x, x) / 2n);

/** The integral of exp(-t^2/2) beyond x, by the Taylor series of the integral from 0. */
function tail(x) {
  const square = multiply(x, x);
  let power = x;
  const body = sum((k) => {
    if (k > 0) power = -multiply(power, square) / BigInt(2 * k);
    return power / BigInt(2 * k + 1);
  });
  return squareRoot(PI / 2n) - body;
}

/** The layers that start from an edge of the tail at r; `excess` is how far the top one passes the mode, zero when exact. */
function layers(r) {
  const area = multiply(r, density(r)) + tail(r);
  const edges = [divide(area, density(r)), r];
  const heights = [0n, density(r)];
  for (let i = 1; i < LAYERS - 1; i++) {
    const height = heights[i] + divide(area, edges[i]);
    if (height >= ONE) return { excess: height - ONE + ratio(LAYERS - 1 - i) };
    heights.push(height);
    edges.push(squareRoot(-2n * logarithm(height)));
  }
  return {
    excess: heights[LAYERS - 1] + divide(area, edges[LAYERS - 1]) - ONE,
    area,
    edges: [...edges, 0n],
    heights: [...heights, ONE],
  };
}

/** Bisection to four digits past the point where the secant is safe, then secants until nothing moves. */
export function ziggurat() {
  let low = ratio(4);
  let high = ratio(5);
  let [atLow, atHigh] = [layers(low).excess, layers(high).excess];
  while (high - low > ONE >> 20n) {
    const middle = (low + high) / 2n;
    const { excess } = layers(middle);
    if (excess > 0n) [low, atLow] = [middle, excess];
    else [high, atHigh] = [middle, excess];
  }
  for (let [previous, r] = [low, high], [before, now] = [atLow, atHigh]; ; ) {
    const next = r - divide(multiply(now, r - previous), now - before);
    const moved = next > r ? next - r : r - next;
    [previous, before, r, now] = [r, now, next, layers(next).excess];
    if (moved < ONE >> 200n) return { r, ...layers(r) };
  }
}
