import { median, type Spread, spread } from "../dist/statistics.js";
import { agree } from "./agreement.js";
import type { Ask, Contest, ContestCase } from "./contestCase.js";
import type { Effort } from "./effort.js";
import { type Outcome, runLundberg, type Times } from "./lundberg.js";
import { Peer } from "./peer.js";
import type { Program } from "./programs.js";

/** Nanoseconds of processor time per item, medians over the rounds. */
export interface PeerTiming {
  readonly label: string;
  readonly time: number;
  /** Its time over lundberg's in the same round: of lundberg's first run in a new process, and of the runs after it. */
  readonly ratio: Spread;
  readonly firstRatio: Spread;
}

export interface ContestRow {
  readonly case: ContestCase;
  readonly trials: number;
  readonly first: number;
  readonly next: number;
  /** Wall time over processor time: above 1 the machine was busy with other work. */
  readonly waiting: number;
  readonly memory: Outcome["memory"];
  readonly peers: readonly PeerTiming[];
}

export interface ContestResult extends Contest {
  readonly rows: readonly ContestRow[];
}

export interface Contests {
  readonly results: readonly ContestResult[];
  /** Peers that ended or disagreed: figures that are missing for a reason that should not be. */
  readonly failures: readonly string[];
}

/** Runs of a lundberg process, one thread each: the first one, and eight whose median is meant by "the next". */
const runs: number[] = new Array(9).fill(1);

/**
 * Times every case, round by round: a round starts each peer afresh and takes it through the cases, after a warm-up in
 * each, while every case has a lundberg process of its own. Whatever slows the machine for a while slows all of them,
 * and a ratio is taken within a round and only then summarised: it holds where absolute times drift.
 */
export async function measureContests(
  contests: readonly Contest[],
  programs: readonly Program[],
  effort: Effort,
): Promise<Contests> {
  const records = contests.flatMap(({ cases }) => cases.map((it) => new CaseRecord(it, programs, effort)));
  const warmUps = new Map(programs.map((program) => [program.name, program.warmUps ?? 1]));
  const failures = new Set<string>();
  for (let round = 0; round < effort.rounds; round++) {
    const peers = new Map(programs.map((program) => [program.name, new Peer(program)]));
    for (const record of records) {
      await record.runLundberg();
      for (const ask of record.asks) {
        try {
          await record.runPeer(ask, peers.get(ask.program)!, warmUps.get(ask.program)!);
        } catch (error) {
          record.dismiss(ask);
          failures.add(`${ask.label} on ${record.name}: ${(error as Error).message}`);
          peers.get(ask.program)!.close();
          peers.set(ask.program, new Peer(programs.find(({ name }) => name === ask.program)!));
        }
      }
    }
    for (const peer of peers.values()) peer.close();
  }
  const results = contests.map((contest) => ({
    ...contest,
    rows: contest.cases.map((it) => records.find((record) => record.of(it))!.row()),
  }));
  return { results, failures: [...failures] };
}

/** The times of one case as they come in. */
class CaseRecord {
  readonly #case: ContestCase;
  readonly #effort: Effort;
  readonly #trials: number;
  readonly #outcomes: Outcome[] = [];
  /** By label: trials of a measurement, and seconds per trial of each round. */
  readonly #counts = new Map<string, number>();
  readonly #times = new Map<string, number[]>();
  asks: readonly Ask[];

  constructor(it: ContestCase, programs: readonly Program[], effort: Effort) {
    this.#case = it;
    this.#effort = effort;
    this.#trials = it.trials * effort.size;
    const all = it.asks ?? programs.map(({ name }): Ask => ({ label: name, program: name, request: it.request! }));
    this.asks = all.filter(({ program }) => programs.some(({ name }) => name === program));
  }

  get name(): string {
    return this.#case.name;
  }

  of(it: ContestCase): boolean {
    return this.#case === it;
  }

  dismiss(ask: Ask): void {
    this.asks = this.asks.filter((other) => other !== ask);
    this.#times.delete(ask.label);
  }

  async runLundberg(): Promise<void> {
    this.#outcomes.push(await runLundberg(this.#case.task, { trials: this.#trials, workers: runs }));
  }

  async runPeer(ask: Ask, peer: Peer, warmUps: number): Promise<void> {
    const count = this.#counts.get(ask.label) ?? (await this.#count(ask, peer, warmUps));
    if (count === undefined) return this.dismiss(ask);
    this.#counts.set(ask.label, count);
    if (this.#case.asks === undefined) for (let i = 0; i < warmUps; i++) await peer.ask(ask.request(count));
    const answer = await peer.ask(ask.request(count));
    if (answer === undefined) return this.dismiss(ask);
    agree(this.#outcomes.at(-1)!, this.#trials, answer, count);
    const times = this.#times.get(ask.label) ?? [];
    times.push(answer.seconds / count);
    this.#times.set(ask.label, times);
  }

  /** Trials that take a warm peer the time it is given; undefined where it does not do such things. */
  async #count({ request }: Ask, peer: Peer, warmUps: number): Promise<number | undefined> {
    if (this.#case.asks !== undefined) return this.#trials;
    const { peerSeconds } = this.#effort;
    let n = 2000;
    for (let warm = 0; warm <= warmUps; ) {
      const answer = await peer.ask(request(n));
      if (answer === undefined) return undefined;
      const wanted = (n * peerSeconds) / Math.max(answer.seconds, peerSeconds / 8);
      n = Math.ceil(Math.min(10_000_000, wanted));
      if (answer.seconds > peerSeconds / 8) warm++;
    }
    return n;
  }

  row(): ContestRow {
    const { itemsPerTrial } = this.#case;
    const items = this.#trials * itemsPerTrial;
    const per = (times: Times, clock: keyof Times): number => times[clock] / items;
    const firsts = this.#outcomes.map(({ runs }) => per(runs[0]!, "processor"));
    const nexts = this.#outcomes.map(({ runs }) => median(runs.slice(1).map((run) => per(run, "processor"))));
    const waits = this.#outcomes.flatMap(({ runs }) => runs.map(({ wall, processor }) => wall / processor));
    const peers = [...this.#times].map(([label, times]): PeerTiming => {
      const perItem = times.map((seconds) => (seconds * 1e9) / itemsPerTrial);
      const over = (ours: number[]): Spread => spread(perItem.map((time, round) => time / ours[round]!));
      return { label, time: median(perItem), ratio: over(nexts), firstRatio: over(firsts) };
    });
    return {
      case: this.#case,
      trials: this.#trials,
      first: median(firsts),
      next: median(nexts),
      waiting: median(waits),
      memory: {
        before: median(this.#outcomes.map(({ memory }) => memory.before)),
        peak: median(this.#outcomes.map(({ memory }) => memory.peak)),
      },
      peers,
    };
  }
}
