import { createRequire } from "node:module";

// stdlib's packages are CommonJS directories; its laws share no code with this library.
const require = createRequire(import.meta.url);

type NormalFunction = (x: number, mean: number, deviation: number) => number;

export const normalDensity: NormalFunction = require("@stdlib/stats/base/dists/normal/pdf");
export const normalCdf: NormalFunction = require("@stdlib/stats/base/dists/normal/cdf");
