import { ActuarialError } from "../errors.js";
import { blockTrials, Kernel } from "../kernel.js";
import type { Losses } from "../measures/lossSource.js";
import { areFinite, momentFields, readMoments } from "../measures/moments.js";
import type { Tally } from "../measures/tally.js";
import { callBudget } from "../plan/component.js";
import { whole } from "./arrays.js";
import { type Keeper, keeperOf } from "./keeper.js";
import { Ledger } from "./ledger.js";
import { outputNames } from "./options.js";
import { anywhere } from "./placement.js";
import { Control, type Output, type Program, type ProgramComponent } from "./program.js";
import { slotOf } from "./trialOrder.js";

interface Outlet {
  readonly output: Output;
  readonly keeper: Keeper;
  /** Where the kernel leaves the block; elsewhere than its losses where it is something beside them. */
  readonly address: number;
}

interface Drawn {
  readonly component: ProgramComponent;
  readonly address: number;
  readonly key: number;
  readonly largestKey: number | undefined;
  readonly outlets: readonly Outlet[];
}

/** Runs blocks of a program in the thread that made it, with a kernel of its own. */
export class BlockRunner {
  readonly #program: Program;
  readonly #control: Control;
  readonly #ledger: Ledger;
  readonly #again: readonly number[];
  readonly #parts: readonly number[];
  readonly #kernel = Kernel.lend();
  readonly #components: readonly Drawn[];
  readonly #outlets: readonly Outlet[];
  /** Where losses are rounded to single precision. */
  readonly #singles: number | undefined;
  readonly #weights: Losses | undefined;
  /** The portfolio's outputs, which are refused where they overflow. */
  readonly #judged: readonly Output[];
  #overflown = false;
  /** Of the block under way: the component that is drawn, and the first trial of its chunk that is next or was begun. */
  #next = 0;
  #first = 0;
  #begun = false;

  /**
   * `again`: blocks that were lost with another thread; they come before those that the counters give. `parts`: the parts of
   * the run that blocks are taken from, one after the other.
   */
  constructor(
    program: Program,
    ledger: Ledger = new Ledger(),
    again: readonly number[] = [],
    parts: readonly number[] = anywhere.parts,
  ) {
    this.#program = program;
    this.#control = new Control(program.control);
    this.#ledger = ledger;
    this.#again = again;
    this.#parts = parts;
    this.#components = program.components.map((component) => {
      const address = this.#kernel.install(component.numbers);
      this.#kernel.exports.prepareComponent(address);
      const key = this.#kernel.install(component.key);
      const largestKey = component.largestKey && this.#kernel.install(component.largestKey);
      return { component, address, key, largestKey, outlets: this.#open(component, false) };
    });
    // One component's losses are the portfolio's.
    this.#outlets = this.#open(program, program.components.length > 1);
    this.#judged = [program.output, ...program.beside.map(({ output }) => output)];
    this.#singles = program.single ? this.#kernel.allocate(4 * blockTrials) : undefined;
    this.#weights = program.weights && whole(program.weights);
  }

  /**
   * Takes blocks off the program's counters until none is left or the run is cancelled. Pauses between kernel calls;
   * `handOver` is called when what was taken is done.
   */
  *run(handOver: () => void = () => this.#ledger.settle(this.#ledger.taken)): Generator<void, void> {
    const { take } = this.#program;
    const control = this.#control;
    if (this.#again.length > 0) {
      yield* this.#stretch(this.#again);
      handOver();
    }
    for (const part of this.#parts) {
      while (!control.cancelled) {
        while (this.#ledger.waitForRoom() && !control.cancelled) this.#ledger.beat();
        const first = this.#ledger.take(control, part, take);
        if (first === undefined) break;
        const count = Math.min(take, control.endOf(part) - first);
        yield* this.#stretch(Array.from({ length: count }, (_, i) => first + i));
        handOver();
      }
    }
  }

  /** Runs blocks, in ascending order, and hands over what keepers hold back until a stretch ends. */
  *#stretch(blocks: readonly number[]): Generator<void, void> {
    const control = this.#control;
    for (const block of blocks) {
      // The slot's last block must have been read.
      const before = block - this.#program.laps.length;
      while (before >= 0 && control.blocksRead <= before && !control.cancelled) {
        control.waitForRead(control.blocksRead);
        this.#ledger.beat();
      }
      while (!this.advance(block)) {
        this.#ledger.beat();
        if (control.cancelled) return;
        yield;
      }
      if (this.#overflown) yield* this.#refuse(block);
      this.#ledger.beat();
      if (control.cancelled) return;
      yield;
    }
    this.flush();
  }

  /** Hands over what keepers hold back until a stretch of blocks ends. */
  flush(): void {
    for (const { keeper } of this.#all()) keeper.flush();
  }

  /** Gives the kernel back, after a run that was not cut short. Nothing may be asked of the runner afterwards. */
  close(): void {
    this.#kernel.giveBack();
  }

  /** Whether losses are only counted, and what was counted is this thread's own until it is handed over. */
  get counts(): boolean {
    return this.#program.output.kept.kind === "none";
  }

  /** What was counted of each output, the portfolio's first, where losses are only counted. */
  tallies(): Tally[] {
    return this.#all().flatMap(({ keeper }) => keeper.tally() ?? []);
  }

  /** In the order of the program's outputs. */
  #all(): Outlet[] {
    return [...this.#outlets, ...this.#components.flatMap(({ outlets }) => outlets)];
  }

  /**
   * Draws on at a block; true when its losses and moments are written. Returns early after kernel calls that take long. A
   * block that was lost with its thread may have passed through the ring already; then the slot can be another block's by
   * now.
   */
  advance(block: number): boolean {
    const { exports } = this.#kernel;
    const { trials, laps, beside } = this.#program;
    const count = Math.min(blockTrials, trials - block * blockTrials);
    const alone = this.#components.length === 1;
    if (this.#weights !== undefined && this.#next === 0 && this.#first === 0 && !this.#begun) exports.clearWeights();
    if (this.#next === 0 && !alone) {
      exports.clearTotal();
      if (beside.length > 0) exports.clearOutputTotals();
    }
    const { slot, lap } = slotOf(block, laps.length);
    const passed = Atomics.load(laps, slot) >= lap;
    while (this.#next < this.#components.length) {
      const each = this.#components[this.#next]!;
      if (!this.#draw(each, block, count)) return false;
      this.#next++;
      if (!alone) exports.addToTotal();
      if (!alone && beside.length > 0) exports.addToOutputTotals();
      for (const outlet of each.outlets) this.#deliver(outlet, block, count, passed);
      if (!alone) return false;
    }
    this.#next = 0;
    for (const outlet of this.#outlets) this.#deliver(outlet, block, count, passed);
    this.#weights?.set(this.#kernel.view(exports.weightsAddress(), count), block * blockTrials);
    if (passed) return true;
    this.#overflown = !this.#judged.every(({ moments }) => areFinite(moments, slot * momentFields));
    if (this.#overflown) return true;
    Atomics.store(laps, slot, lap);
    this.#control.blockDone();
    return true;
  }

  /**
   * Takes a block that was drawn before: its losses in each output, in the program's order. Says whether they can be a
   * run's.
   */
  replay(block: number, losses: readonly Losses[]): boolean {
    const { output, laps } = this.#program;
    const { slot, lap } = slotOf(block, laps.length);
    const count = losses[0]!.length;
    this.#all().forEach((outlet, i) => {
      this.#kernel.view(outlet.address, count).set(losses[i]!);
      this.#deliver(outlet, block, count, false);
    });
    const { sum, least, largest } = readMoments(output.moments, slot * momentFields);
    Atomics.store(laps, slot, lap);
    this.#control.blockDone();
    return least >= 0 && largest < Infinity && sum < Infinity;
  }

  #open({ output, beside }: Pick<ProgramComponent, "output" | "beside">, total: boolean): Outlet[] {
    const { exports } = this.#kernel;
    const opened = (each: Output, address: number): Outlet => {
      return { output: each, keeper: keeperOf(this.#kernel, each.kept, this.#control), address };
    };
    return [
      ...(output === undefined ? [] : [opened(output, total ? exports.totalAddress() : exports.blockAddress())]),
      ...beside.map(({ name, output }) =>
        opened(output, exports.outputAddress(outputNames.indexOf(name), total ? 1 : 0)),
      ),
    ];
  }

  /**
   * Draws on at the component's losses of a block; true when they are complete. Chunks are drawn whole, but those beyond
   * the last trial are left out. Returns early after a call that took long: one that was cut, or a small chunk, which is
   * small because its trials have many claims.
   */
  #draw({ component, address, key, largestKey }: Drawn, block: number, count: number): boolean {
    const { exports } = this.#kernel;
    const { chunk } = component;
    if (largestKey !== undefined && this.#first === 0 && !this.#begun) exports.drawLargest(address, largestKey, block);
    while (this.#first < count) {
      if (!this.#begun) exports.beginChunk(address, key, (block * blockTrials + this.#first) / chunk, this.#first);
      this.#begun = exports.advanceChunk(callBudget) === 0;
      if (this.#begun) return false;
      this.#first += chunk;
      if (chunk < blockTrials && this.#first < count) return false;
    }
    this.#first = 0;
    return true;
  }

  #deliver({ output, keeper, address }: Outlet, block: number, count: number, passed: boolean): void {
    const { exports } = this.#kernel;
    const { slot } = slotOf(block, this.#program.laps.length);
    if (this.#singles !== undefined) {
      exports.narrow(address, count, this.#singles);
      exports.widen(this.#singles, count, address);
    }
    keeper.keep(address, block, count);
    if (passed) return;
    output.passing?.set(this.#kernel.view(address, count), slot * blockTrials);
    const fields = exports.scratchAddress();
    exports.blockMoments(address, count, 0, fields);
    output.moments.set(this.#kernel.view(fields, momentFields), slot * momentFields);
  }

  /** Draws the block once more to name the trial and the component whose loss is not a finite number. */
  *#refuse(block: number): Generator<void, never> {
    const { single, trials } = this.#program;
    const count = Math.min(blockTrials, trials - block * blockTrials);
    const kind = single ? "single-precision number" : "double";
    for (const each of this.#components) {
      while (!this.#draw(each, block, count)) yield;
      const values = this.#kernel.view(this.#kernel.exports.blockAddress(), count);
      const trial = values.findIndex((loss) => !((single ? Math.fround(loss) : loss) < Infinity));
      if (trial >= 0) {
        throw new ActuarialError(
          "ERR_NON_FINITE",
          `${each.component.name}: the loss of trial ${block * blockTrials + trial} is ${values[trial]}, ` +
            `beyond the largest number that a ${kind} can hold`,
        );
      }
    }
    throw new ActuarialError(
      "ERR_NON_FINITE",
      `the portfolio's losses overflow in trials from ${block * blockTrials} on`,
    );
  }
}
