import { ActuarialError } from "../errors.js";
import { blockTrials, Kernel } from "../kernel.js";
import { momentFields, readMoments } from "../measures/moments.js";
import { callBudget } from "../plan/component.js";
import { Control, type Program, type ProgramComponent } from "./program.js";

/** Runs blocks of a program in the thread that made it, with a kernel of its own. */
export class BlockRunner {
  readonly #program: Program;
  readonly #kernel = new Kernel();
  readonly #components: { readonly component: ProgramComponent; readonly address: number; readonly key: number }[];

  constructor(program: Program) {
    this.#program = program;
    this.#components = program.components.map((component) => {
      const address = this.#kernel.install(component.numbers);
      this.#kernel.exports.prepareComponent(address);
      return { component, address, key: this.#kernel.install(component.key) };
    });
  }

  /** Takes blocks off the program's counter until none is left or the run is cancelled. Pauses between kernel calls. */
  *run(): Generator<void, void> {
    const control = new Control(this.#program.control);
    const blocks = Math.ceil(this.#program.trials / blockTrials);
    const take = this.#program.take;
    for (let first = control.takeBlocks(take); first < blocks; first = control.takeBlocks(take)) {
      const end = Math.min(first + take, blocks);
      for (let block = first; block < end; block++) {
        for (const _ of this.block(block)) {
          if (control.cancelled) return;
          yield;
        }
        control.blockDone();
      }
    }
  }

  /** Simulates one block and writes its losses and moments. Pauses between kernel calls, each of which is bounded. */
  *block(block: number): Generator<void, void> {
    const { exports } = this.#kernel;
    const { trials, losses, moments } = this.#program;
    const count = Math.min(blockTrials, trials - block * blockTrials);
    exports.clearTotal();
    for (const each of this.#components) {
      yield* this.#draw(each, block, count);
      exports.addToTotal();
      const output = each.component.output;
      if (output !== undefined) this.#deliver(exports.blockAddress(), block, count, output.losses, output.moments);
    }
    this.#deliver(exports.totalAddress(), block, count, losses, moments);
    const { sum, largest } = readMoments(moments, block * momentFields);
    if (!(largest < Infinity && sum < Infinity)) yield* this.#refuse(block, count);
  }

  /** The component's losses of a block. Chunks are drawn whole, but those beyond the last trial are left out. */
  *#draw(
    { component, address, key }: { component: ProgramComponent; address: number; key: number },
    block: number,
    count: number,
  ): Generator<void, void> {
    const { exports } = this.#kernel;
    const { chunk } = component;
    for (let first = 0; first < count; first += chunk) {
      exports.beginChunk(address, key, (block * blockTrials + first) / chunk, first);
      while (exports.advanceChunk(callBudget) === 0) yield;
      yield;
    }
  }

  #deliver(address: number, block: number, count: number, losses: Float64Array, moments: Float64Array): void {
    losses.set(this.#kernel.view(address, count), block * blockTrials);
    const fields = this.#kernel.exports.scratchAddress();
    this.#kernel.exports.blockMoments(address, count, 0, fields);
    moments.set(this.#kernel.view(fields, momentFields), block * momentFields);
  }

  /** Draws the block once more to name the trial and the component whose loss is not a finite number. */
  *#refuse(block: number, count: number): Generator<void, never> {
    for (const each of this.#components) {
      yield* this.#draw(each, block, count);
      const values = this.#kernel.view(this.#kernel.exports.blockAddress(), count);
      const trial = values.findIndex((loss) => !(loss < Infinity));
      if (trial >= 0) {
        throw new ActuarialError(
          "ERR_NON_FINITE",
          `${each.component.name}: the loss of trial ${block * blockTrials + trial} is ${values[trial]}, ` +
            "beyond the largest number that a double can hold",
        );
      }
    }
    throw new ActuarialError(
      "ERR_NON_FINITE",
      `the portfolio's losses overflow in trials from ${block * blockTrials} on`,
    );
  }
}
