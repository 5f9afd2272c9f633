import { fork } from "node:child_process";
import { once } from "node:events";
import { Bench } from "tinybench";
import type { Figure } from "./figure.js";
import { quantile } from "./measure.js";
import { firstResult, setupBooks } from "./setupModels.js";

/** From `new PricingModel` to the first small result: what a table or a plan costs before it pays. */
export const setup: Figure = {
  title: "From a model's description to its first 10,000 trials, one thread",
  unit: "ms",
  clock: "wall",
  notes: [
    "fresh: the first model of a new process, import excluded; warm: the same again and again, nothing kept in between",
    "no competitor: they have next to nothing to set up",
  ],
  async *rows({ rounds, size }) {
    const bench = new Bench({
      time: 150 * size,
      iterations: 8,
      warmupTime: 100 * size,
      warmupIterations: 4,
      throws: true,
    });
    for (const [name, book] of setupBooks) bench.add(name, () => firstResult(book));
    await bench.run();
    for (const { name, result } of bench.tasks) {
      if (!("latency" in result)) throw new Error(`${name}: ${result.state}`);
      const fresh: number[] = [];
      for (let i = 0; i < Math.min(rounds, 5); i++) fresh.push(await freshProcess(name));
      yield {
        name,
        timings: [
          { name: "fresh", items: 1, wall: 1e6 * quantile(fresh, 0.5) },
          { name: "warm", items: 1, wall: 1e6 * result.latency.p50 },
        ],
      };
    }
  },
};

/** Milliseconds of the first model in a new process, started with this one's loader. */
async function freshProcess(name: string): Promise<number> {
  const child = fork(new URL("./setupProcess.ts", import.meta.url), [name]);
  // "disconnect" comes after the last message, where "exit" may come before it.
  const [message] = await Promise.race([
    once(child, "message"),
    once(child, "disconnect").then(() => {
      throw new Error(`${name}: its process ended without a result`);
    }),
  ]);
  return message as number;
}
