// Writes pinned.json beside this file: what each law and each way of drawing a year gives today, as the SHA-256 of the
// draws and the first three as hexadecimal doubles. Pinned values show sameness, not correctness; until 1.0 they may
// change, and then this is run again after a build, with a word in the changelog.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { customSeverity, PricingModel } from "../../dist/index.js";
import { readPortfolio } from "../../dist/portfolio/reading/readPortfolio.js";
import { components, frequencies, severities } from "./pinnedModels.mjs";

const outputs = ["groundUp", "claimCount", "largestClaim"];

/** A component as it is read, the first of its portfolio. */
const component = (written) => readPortfolio({ components: [{ name: "a", ...written }] }, "pinned").components[0];
const severity = (written) => component({ frequency: { poisson: { lambda: 1 } }, severity: written }).severity;
const frequency = (written) => component({ frequency: written, severity: { constant: { value: 1 } } }).frequency;

/** By a survival function of exact operations, the same on every version of Node. */
const custom = customSeverity({ name: "own", survival: (x) => 1 / ((1 + x) * (1 + x)), support: [0, Infinity] });

/** The bytes of a double, its sign first. */
const hexadecimal = (value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString("hex");
};

function digest(values) {
  const bytes = Buffer.alloc(values.length * 8);
  values.forEach((value, i) => bytes.writeDoubleLE(value, i * 8));
  return {
    first: Array.from(values.subarray(0, 3), hexadecimal),
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

const draws = (laws, make) =>
  Object.fromEntries(
    Object.entries(laws).map(([name, written]) => [name, digest(make(written).sample(100_000, { seed: 1 }))]),
  );

/** Annual losses, and with outputs what stands beside them; those are other draws. */
async function years(written) {
  const { poisson } = written.frequency;
  const trials = poisson?.lambda > 1e5 ? 5000 : 50_000;
  const model = new PricingModel(readPortfolio({ components: [{ name: "a", ...written }] }, "pinned"));
  const { losses } = await model.simulate({ trials, seed: 1, workers: 1 });
  if (poisson?.lambda > 1e5) return { losses: digest(losses) };
  const shown = await model.simulate({ trials: 5000, seed: 1, workers: 1, outputs });
  const beside = {
    losses: digest(shown.losses),
    groundUp: digest(shown.groundUp.losses),
    claimCount: digest(shown.claimCount.losses),
    largestClaim: shown.manifest.result.outputs.largestClaim.hash,
  };
  return { losses: digest(losses), "with outputs": beside };
}

export async function pinned() {
  const annual = {};
  for (const [name, written] of Object.entries(components)) annual[name] = await years(written);
  return {
    severities: { ...draws(severities, severity), customSeverity: digest(custom.sample(100_000, { seed: 1 })) },
    frequencies: draws(frequencies, frequency),
    years: annual,
  };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  writeFileSync(new URL("pinned.json", import.meta.url), `${JSON.stringify(await pinned(), null, 1)}\n`);
}
