import { afterAll, describe, expect, it } from "vitest";
import { close, type SimulationResult } from "../dist/index.js";
import { keepModels } from "./support/keepModels.js";
import { type Fault, ways, withFault } from "./support/faultyThreads.js";

afterAll(() => close());

const levels = [0.9, 0.99, 0.999];
const model = keepModels.portfolio!;
const run = { trials: 120_000, seed: 3, levels, workers: 2, hash: true, components: true } as const;
const keeps = ["losses", "tail", "none"] as const;
type Keep = (typeof keeps)[number];

/** Everything that a run answers, to the bit. */
function answers(result: SimulationResult) {
  const names = model.portfolio.components.map(({ name }) => name);
  return [result, ...names.map((name) => result.component(name))].map((each) => [
    ...[each.hash, each.mean, each.standardDeviation, each.skewness, each.probabilityOfLoss],
    levels.map((p) => [each.var(p), each.tvar(p), each.stopLoss(each.var(p).value)]),
  ]);
}

const undisturbed = Object.fromEntries(
  await Promise.all(keeps.map(async (keep) => [keep, answers(await model.simulate({ ...run, keep, workers: 1 }))] as const)),
) as Record<Keep, ReturnType<typeof answers>>;

describe("a thread that", () => {
  for (const [way, fault] of Object.entries(ways)) {
    it.each(keeps)(`${way}: its blocks run once more, with the same bits, where %s are kept`, async (keep) => {
      const result = await withFault({ ...fault, at: 60 }, () => model.simulate({ ...run, keep }));
      expect(answers(result)).toEqual(undisturbed[keep]);
      console.log(way, keep, result.execution.blocksRerun, result.execution.reasons);
      expect(result.execution.reasons.at(-1)).toMatch(/^\d+ blocks? of trials run again: a worker thread/);
    });
  }
});
describe("wherever it is lost", () => {
  it.each(keeps)("keep %s", async (keep) => {
    const seen: string[] = [];
    for (let at = 1; at < 300; at += 1) {
      const outcome = await withFault({ code: "throw new Error('boom')", at }, () => model.simulate({ ...run, trials: 60_000, keep })).then((r) => `${r.hash} ${r.execution.blocksRerun}`, (e) => `${e.code} ${e.message}`);
      seen.push(outcome);
    }
    console.log(seen.map((s, i) => `${i + 1} ${s}`).join("\n"));
  });
});
