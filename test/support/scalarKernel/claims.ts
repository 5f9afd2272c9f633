import { readAlias } from "./alias.js";
import type { Sampler } from "./sampler.js";
import { drawFromStrips, fillFromStrips, readStrips } from "./strips.js";
import { fields, optionalTable, tableAt } from "./tables.js";

/** Claims whose words are taken together. */
const batch = 1024;

/** Draws from a severity's table (assembly/claims.ts), which begins with its kind: 0 a law in strips, 1 many points. */
export function readClaims(table: Float64Array): Sampler {
  const { kind } = fields(table, ["kind"], ["kind"]);
  const fill = kind === 0 ? lawSampler(table) : pointsSampler(table);
  return (stream, count) => {
    const claims: number[] = [];
    while (claims.length < count) claims.push(...fill(stream, Math.min(batch, count - claims.length)));
    return claims;
  };
}

function lawSampler(table: Float64Array): Sampler {
  const strips = readStrips(table);
  return (stream, count) => fillFromStrips(strips, stream, count);
}

/** First a word for each claim; then, in the claims' order, those of the law that is the target behind the last point. */
function pointsSampler(table: Float64Array): Sampler {
  const names = ["kind", "points", "values", "mask", "slots", "law"] as const;
  const header = fields(table, names, names);
  const values = tableAt(table, header.values);
  const pick = readAlias(tableAt(table, header.slots), header.mask);
  const law = optionalTable(table, header.law);
  const strips = law && readStrips(law);
  return (stream, count) =>
    stream.words(count).map((word) => {
      const target = pick(word);
      return target < header.points ? values[target]! : drawFromStrips(strips!, stream);
    });
}
