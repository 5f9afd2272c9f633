import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Numa } from "../dist/hardware/numa.js";
import { Ledger } from "../dist/simulation/ledger.js";
import { parallelismUnder, placeThreads, scattered, sharesOf } from "../dist/simulation/placement.js";
import { Control } from "../dist/simulation/program.js";

// Where threads are, and which blocks they take; numa.test.ts runs them.

const taskset = "/usr/bin/taskset";

/** Nodes of so many processors each, numbered from 0 on; distances are 10 to itself, else by how far the numbers are. */
function machine(...sizes: number[]): Numa {
  let next = 0;
  const nodes = sizes.map((size, id) => ({
    ...{ id, memory: 1e9, free: 1e9 },
    cpus: Array.from({ length: size }, () => next++),
    distances: sizes.map((_, to) => 10 + 11 * Math.abs(to - id)),
  }));
  return { nodes, home: nodes[0], taskset };
}

describe("threads", () => {
  it("are spread by the processors of the nodes, and stay where they are when more come", () => {
    const cpus = (workers: number, numa: Numa): (string | undefined)[] =>
      placeThreads("auto", workers, numa, false).seats.map(({ pin }) => pin?.cpus);
    expect(cpus(5, machine(4, 4))).toEqual(["0-3", "4-7", "0-3", "4-7", "0-3"]);
    expect(cpus(6, machine(8, 4))).toEqual(["0-7", "0-7", "8-11", "0-7", "0-7", "8-11"]);
    for (let workers = 3; workers <= 30; workers++) {
      expect(cpus(workers, machine(5, 3, 2)).slice(0, -1)).toEqual(cpus(workers - 1, machine(5, 3, 2)));
    }
    expect(sharesOf(placeThreads("auto", 40, machine(10, 6, 4), false).seats)).toEqual([20, 12, 8]);
  });

  it("begin with the trials of their node, and help the nearest first", () => {
    const { seats, layout } = placeThreads("auto", 4, machine(1, 1, 1, 1), false);
    expect(seats.map(({ parts }) => parts)).toEqual([
      [0, 1, 2, 3],
      [1, 2, 0, 3],
      [2, 3, 1, 0],
      [3, 2, 1, 0],
    ]);
    expect(layout).toBe("0:0.25,1:0.25,2:0.25,3:0.25");
    // Where no distance is known, each begins with the next.
    const far = machine(1, 1, 1);
    const nodes = far.nodes.map((node) => ({ ...node, distances: [] }));
    expect(placeThreads("auto", 3, { ...far, nodes }, false).seats.map(({ parts }) => parts)).toEqual([
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
    ]);
  });

  it("that are as many on each node as before have the same layout", () => {
    const layout = (...[policy, workers, inOrder]: [Parameters<typeof placeThreads>[0], number, boolean]): string =>
      placeThreads(policy, workers, machine(4, 4), inOrder).layout;
    expect(layout("auto", 2, false)).toBe(layout("auto", 8, false));
    expect(layout("auto", 3, false)).not.toBe(layout("auto", 2, false));
    expect([layout("auto", 2, true), layout("interleave", 2, false)]).toEqual(["0,1", "0,1"]);
    expect([layout("local", 2, false), layout("off", 2, false), layout("auto", 1, false)]).toEqual(["0", "", ""]);
  });

  it("on a node too small for any of them leave it out", () => {
    const { seats, reason } = placeThreads("auto", 2, machine(8, 1), false);
    expect(seats.map(({ pin, parts }) => [pin?.cpus, parts])).toEqual(new Array(2).fill(["0-7", [0]]));
    expect(reason).toBe("numaPolicy auto: threads pinned, 2 on node 0");
  });

  it("are left alone where there is nothing to place", () => {
    const said = (numa: Numa, policy: Parameters<typeof placeThreads>[0] = "auto", workers = 4): string => {
      const { seats, layout, reason } = placeThreads(policy, workers, numa, false);
      expect({ seats, layout }).toEqual(scattered(workers));
      return reason;
    };
    expect(said({ nodes: [], home: undefined, taskset })).toBe(
      "numaPolicy auto: no NUMA nodes are known, nothing to place",
    );
    expect(said(machine(8))).toBe("numaPolicy auto: one NUMA node, nothing to place");
    expect(said(machine(8), "off")).toBe("numaPolicy off: one NUMA node, nothing to place");
    expect(said({ ...machine(4, 4), taskset: undefined })).toContain("taskset is not found");
  });

  it("of one node are as many as it has processors", () => {
    const usual = { threads: 8, performance: 6, reason: "8 cores" };
    expect(parallelismUnder("local", machine(5, 3), usual)).toEqual({
      threads: 5,
      performance: 5,
      reason: "5 cores of node 0",
    });
    for (const [policy, numa] of [
      ["auto", machine(5, 3)],
      ["local", machine(4)],
      ["local", machine(8, 8)],
      ["local", { ...machine(5, 3), taskset: undefined }],
    ] as const) {
      expect(parallelismUnder(policy, numa, usual)).toBe(usual);
    }
  });
});

describe("blocks in parts", () => {
  it("are each taken once, whoever takes them and in whatever order, and a ledger knows which", () => {
    const shares = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    const range = fc.tuple(fc.nat(50), fc.nat(120));
    fc.assert(
      fc.property(
        shares,
        range,
        fc.integer({ min: 1, max: 16 }),
        fc.array(fc.nat(), { maxLength: 400 }),
        (...given) => {
          const [sizes, [first, length], take, turns] = given;
          const control = new Control(new SharedArrayBuffer(Control.bytes(sizes.length)));
          control.offer(first, first + length, sizes);
          const threads = sizes.map((_, i) => ({
            ledger: new Ledger(),
            parts: [...sizes.keys()].map((part) => (part + i) % sizes.length),
            blocks: [] as number[],
          }));
          const step = ({ ledger, parts, blocks }: (typeof threads)[number]): boolean => {
            const part = parts[0];
            if (part === undefined) return false;
            const start = ledger.take(control, part, take);
            if (start === undefined) parts.shift();
            else for (let at = start; at < Math.min(start + take, control.endAfter(start)); at++) blocks.push(at);
            return true;
          };
          for (const turn of turns) step(threads[turn % threads.length]!);
          for (const thread of threads) while (step(thread));
          const taken = threads.flatMap(({ blocks }) => blocks).sort((a, b) => a - b);
          expect(taken).toEqual(Array.from({ length }, (_, i) => first + i));
          for (const { ledger, blocks } of threads) {
            const { firsts } = ledger.owed()!;
            const owed = firsts.flatMap((start) => {
              const end = Math.min(start + take, control.endAfter(start));
              return Array.from({ length: end - start }, (_, i) => start + i);
            });
            expect(owed).toEqual(blocks);
          }
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it("are shared out as the threads are", () => {
    const control = new Control(new SharedArrayBuffer(Control.bytes(3)));
    control.offer(100, 200, [5, 3, 2]);
    expect([0, 1, 2].map((part) => control.endOf(part))).toEqual([150, 180, 200]);
    expect([100, 149, 150, 199].map((block) => control.endAfter(block))).toEqual([150, 150, 180, 200]);
    // Fewer blocks than parts leave some parts empty.
    control.offer(0, 1, [1, 1, 1]);
    expect([0, 1, 2].map((part) => control.endOf(part))).toEqual([0, 0, 1]);
    expect(control.endAfter(0)).toBe(1);
  });
});
