// Writes the kernel's constant tables beside this file: `node assembly/tables/generate.mjs`. Everything is computed
// from its definition in integer arithmetic, so every Node version writes the same bytes; test/special.test.ts holds
// the committed files to it.
import { writeFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { erf, erfcx, fit, logGamma1p, stirlingError } from "./fit.mjs";
import { divide, multiply, ONE, ratio, squareRoot, toDouble } from "./fixedPoint.mjs";
import { temmeCoefficients } from "./temme.mjs";
import { LAYERS, ziggurat } from "./ziggurat.mjs";

const notice = "// Written by generate.mjs; change that, not this.\n";

/** A table of doubles; a decimal that JavaScript prints is the shortest that reads back to the same bits. */
function table(name, rows) {
  const lines = rows.map((row) => `  ${row.join(", ")},\n`);
  return `export const ${name}: usize = memory.data<f64>([\n${lines.join("")}]);\n`;
}

function wrapped(values, perLine) {
  return Array.from({ length: Math.ceil(values.length / perLine) }, (_, i) =>
    values.slice(i * perLine, (i + 1) * perLine),
  );
}

/** f on [low, high] in equal pieces, each a polynomial of one common degree in its own s on [-1, 1]. */
function piecewise(name, f, low, high, count) {
  const edge = (i) => low + ((high - low) * BigInt(i)) / BigInt(count);
  const pieces = Array.from({ length: count }, (_, i) => fit(f, edge(i), edge(i + 1)).map(toDouble));
  const terms = Math.max(...pieces.map((piece) => piece.length));
  const padded = pieces.map((piece) => [...piece, ...Array(terms - piece.length).fill(0)]);
  return `export const ${name}_PIECES: i32 = ${count};\nexport const ${name}_TERMS: i32 = ${terms};\n${table(name, padded)}`;
}

function fits() {
  const logGammaQuotient = (x) => divide(logGamma1p(x - ONE), multiply(x - ONE, x - 2n * ONE));
  const erfQuotient = (square) => {
    const x = squareRoot(square);
    return divide(erf(x), x);
  };
  return `${notice}
// Polynomials for the smooth parts of special functions. A table of PIECES equal pieces holds TERMS coefficients for
// each, constant first, in s from -1 to 1 across the piece; fit.ts evaluates it. All are cut below 2^-57.

/** logGamma(x) / ((x - 1) (x - 2)) for x from 1/2 to 5/2. */
${piecewise("LOG_GAMMA", logGammaQuotient, ratio(1, 2), ratio(5, 2), 16)}
/** stirlingError(x) * x against 1/x from 0 to 1. */
${piecewise("STIRLING", (w) => divide(stirlingError(divide(ONE, w)), w), 0n, ONE, 8)}
/** erf(x) / x against 4 x^2 from 0 to 1. */
${piecewise("ERF", erfQuotient, 0n, ratio(1, 4), 1)}
/** exp(x^2) erfc(x) (1 + x / 4) against t = 1 / (1 + x / 4) from 0 to 1. */
${piecewise("ERFCX", (t) => divide(erfcx(4n * (divide(ONE, t) - ONE)), t), 0n, ONE, 16)}`;
}

function temme() {
  const rows = temmeCoefficients();
  return `${notice}
// Temme's uniform expansion of the incomplete gamma functions (DLMF 8.12.7, 8.12.8; doi 10.1137/0510071): row k holds
// the power series of c_k(eta), constant first, TEMME_TERMS - k coefficients long, rows one after the other. Cut for
// a >= 20 and |eta| <= 0.36, where what is left out stays below 2^-53 of the result.

export const TEMME_ROWS: i32 = ${rows.length};
export const TEMME_TERMS: i32 = ${rows[0].length};
${table("TEMME", rows)}`;
}

function normal() {
  const { r, edges, heights } = ziggurat();
  const layers = edges
    .slice(0, LAYERS)
    .flatMap((x, i) => [toDouble(x), Number((edges[i + 1] << 52n) / x) / 2 ** 52]);
  return `${notice}
// Ziggurat of the half normal exp(-x^2/2) in ${LAYERS} layers of equal area (Marsaglia & Tsang 2000,
// doi 10.18637/jss.v005.i08). The edges are x_0 > x_1 = R > x_2 > ... > x_${LAYERS} = 0: layer i spans 0 <= x < x_i and
// exp(-x_i^2/2) <= y < exp(-x_{i+1}^2/2). Layer 0 is the strip below exp(-R^2/2) with the tail beyond R, and
// x_0 = area / exp(-R^2/2) is the width that gives it the same area.
//
// ZIGGURAT holds a pair of doubles a layer: its width x_i, and its edge x_{i+1} / x_i rounded down to a multiple of
// 2^-52. Take a layer i in [0, ${LAYERS}), a sign, and m in [0, 1), a multiple of 2^-52, all from one 64-bit word, and
// x = m * width.
//   m < edge     accept x: it lies left of x_{i+1}, under the curve at every height of the layer. The edge of layer
//                ${LAYERS - 1} is 0.
//   i > 0        the wedge: accept x if F[i] + u * (F[i+1] - F[i]) < exp(-x^2/2), u uniform on [0, 1); else start
//                again with a new word.
//   i = 0        the tail (Marsaglia 1964): e = -log(u1) / R, f = -log(u2) with u1, u2 uniform on (0, 1] until
//                2 f > e^2; accept R + e. Layer 0 never starts again.
//
// ZIGGURAT_F: ${LAYERS + 1} doubles exp(-x_i^2/2), of which F[0] = 0 is never needed and F[${LAYERS}] = 1.

export const ZIGGURAT_R: f64 = ${toDouble(r)};
${table("ZIGGURAT", wrapped(layers, 12))}
${table("ZIGGURAT_F", wrapped(heights.map(toDouble), 12))}`;
}

/** The files by name. */
export const generate = () => ({ "fits.ts": fits(), "temme.ts": temme(), "ziggurat.ts": normal() });

if (argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(generate())) writeFileSync(new URL(name, import.meta.url), text);
}
