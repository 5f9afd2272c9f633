import * as lundberg from "lundberg";

// A process of its own, started by many.ts: prices accounts in one of three ways, or one model again and again.

const { way, models = 0, trials, runs = 0 } = JSON.parse(process.argv[2]);
const { inforce, lognormal, poisson, portfolio, PricingModel } = lundberg;

/** An account: its own frequency and exposure, and one of twenty severity curves with the terms of its layer. */
function account(i) {
  const curve = i % 20;
  return new PricingModel(
    portfolio([
      inforce({
        name: "GL",
        policies: 1 + (i % 7),
        frequency: poisson({ lambda: 0.5 + i / 1000 }),
        severity: lognormal({ mu: 7 + curve / 20, sigma: 1.2 }),
        terms: { deductible: 500, limit: 10_000 },
      }),
    ]),
  );
}

const read = (result) => {
  const [mean, loss] = [result.mean.value, result.tvar(0.99).value];
  result.release();
  return mean + loss;
};

const times = [];
const accounts = Array.from({ length: models }, (_, i) => account(i));
if (way === "latency") {
  await lundberg.warmUp({ workers: 1 });
  const model = account(0);
  for (let seed = 0; seed < runs; seed++) {
    const used = process.cpuUsage();
    const started = performance.now();
    read(await model.simulate({ trials, seed }));
    const wall = performance.now() - started;
    const { user, system } = process.cpuUsage(used);
    // The first thousand are those in which the engine still compiles.
    if (seed >= 1000) times.push({ wall, processor: (user + system) / 1000 });
  }
} else if (way === "many") {
  for (const result of await lundberg.simulateMany(accounts, { trials, seed: 1 })) read(result);
} else {
  for (const model of accounts) read(await model.simulate({ trials, seed: 1 }));
}
await lundberg.close();
const { user, system } = process.cpuUsage();
process.send({ processor: (user + system) / 1000, times }, () => process.disconnect());
