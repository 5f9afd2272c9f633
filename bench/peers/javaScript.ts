import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { JavaScriptPeer, LawModel } from "./peer.js";
import { byQuickselect } from "./quickselect.js";
import { readPass } from "./readPass.js";
import { bySort } from "./sort.js";

// The bench's protocol for JavaScript: requests and answers as in serve.h, and those of serve.py, where "select" is by
// quickselect and "sort" by sorting. The argument names the module with the samplers.

const module = process.argv[2] === "stdlib" ? "stdlib" : "plain";

/**
 * The samplers' module, instantiated anew for each model. V8 then profiles its loops for that model alone and inlines
 * its samplers; shared loops would turn megamorphic after a few models, and the peer slower than anyone's program.
 */
async function freshPeer(model: string): Promise<JavaScriptPeer> {
  const { peer } = await import(`./${module}.ts?model=${encodeURIComponent(model)}`);
  return peer;
}

let held = new Float64Array(0);

function arrayOf(n: number): Float64Array {
  if (held.length < n) held = new Float64Array(n).fill(1);
  return held.subarray(0, n);
}

function seconds(work: () => void): number {
  const used = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(used);
  return (user + system) / 1e6;
}

/** What fills an array as a request says; undefined where the request is of another kind. */
async function filling(kind: string, words: readonly string[]): Promise<((out: Float64Array) => void) | undefined> {
  const number = (i: number): number => Number(words[i]);
  const law = (i: number): LawModel => ({ family: words[i] as LawModel["family"], a: number(i + 1), b: number(i + 2) });
  const peer = await freshPeer([kind, ...words].join(" "));
  if (kind === "compound") {
    const model = { lambda: number(0), alpha: number(1), theta: number(2) };
    return (out) => peer.compound(model, out);
  }
  if (kind === "claims") {
    const [lambda, deductible, limit, share, aggregateLimit] = [number(0), number(1), number(2), number(3), number(4)];
    const model = { lambda, deductible, limit, share, aggregateLimit, severity: law(5) };
    return (out) => peer.claims(model, out);
  }
  return kind === "sample" ? (out) => peer.sample(law(0), out) : undefined;
}

function losses(n: number, file: string): Float64Array {
  return new Float64Array(readFileSync(file).buffer, 0, n);
}

async function answer(kind: string, n: number, words: readonly string[]): Promise<object> {
  const file = words[0]!;
  if (kind === "read") {
    const values = losses(n, file);
    let sum = readPass(values);
    return { seconds: seconds(() => (sum = readPass(values))), mean: sum / n };
  }
  if (kind === "select" || kind === "sort") {
    const method = kind === "select" ? byQuickselect : bySort;
    const levels = words.slice(1).map(Number);
    // Once for the compiler: a sort of 10 million takes a second and needs none.
    if (kind === "select") method(losses(n, file), levels);
    const values = losses(n, file);
    let measures = [{ level: 0, var: 0, tvar: 0 }];
    const used = seconds(() => {
      measures = method(values, levels);
    });
    return { seconds: used, var: measures.map((at) => at.var), tvar: measures.map((at) => at.tvar) };
  }
  const fill = await filling(kind, words);
  if (fill === undefined) return { unsupported: true };
  const out = arrayOf(n);
  const used = seconds(() => fill(out));
  return { seconds: used, mean: out.reduce((sum, x) => sum + x, 0) / n };
}

for await (const line of createInterface({ input: process.stdin })) {
  const [kind, n, ...words] = line.split(" ");
  console.log(JSON.stringify(await answer(kind!, Number(n), words)));
}
