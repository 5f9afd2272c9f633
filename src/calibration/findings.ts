import { builtIn, type Pieces, pieceNames, type Speed } from "../speed/speed.js";
import type { Readings } from "./measurement.js";
import { breakEvenOf, type Settled, settle, type Verdict } from "./settle.js";

type Figure = keyof Omit<Speed, "pieces">;

/** One figure of a calibration. */
export interface Finding {
  readonly name: keyof Pieces | Figure;
  readonly text: string;
  readonly unit: "ns" | "share";
  readonly builtIn: number;
  /** Of the rounds; undefined where there is none. */
  readonly median: number | undefined;
  /** What is in force. */
  readonly value: number;
  readonly verdict: Verdict | "contended, default kept" | "not measured";
}

const pieceTexts: { readonly [P in keyof Pieces]: string } = {
  writing: "a trial that draws nothing",
  stripSum: "a year's sum from its own table",
  gammaSum: "a year's sum as a gamma variable",
  claim: "a claim",
  trialOfClaims: "a trial of claims, beside them",
  shownClaim: "a claim, with outputs",
  trialOfShownClaims: "a trial of claims with outputs, beside them",
  group: "a policy that has claims, beside them",
  largestClaim: "a year's largest claim, drawn first",
  tally: 'keep: "none", a trial',
  rounding: 'storage: "float32", a trial',
};

const figureTexts: { readonly [F in Figure]: string } = {
  setup: "a run, beside its trials",
  bins: 'keep: "none", a run',
  dispatch: "a run on threads, beside that",
  breakEven: "work of each of two threads, from which on they pay",
  serialShare: "share of the work that threads do not shorten",
};

/** In the order in which they are shown. */
export function findingsOf({ pieces, ladder, ...figures }: Readings, contended: boolean): Finding[] {
  const finding = (name: Finding["name"], text: string, usual: number, settled: Settled | undefined): Finding => ({
    ...{ name, text, unit: name === "serialShare" ? "share" : "ns", builtIn: usual },
    ...(settled === undefined
      ? { median: undefined, value: usual, verdict: "not measured" }
      : contended
        ? { ...settled, value: usual, verdict: "contended, default kept" }
        : settled),
  });
  const settled = (rounds: readonly number[], usual: number): Settled | undefined =>
    rounds.length === 0 ? undefined : settle(rounds, usual);
  const names = ["setup", "bins", "dispatch", "serialShare"] as const;
  return [
    ...pieceNames.map((name) => {
      const usual = builtIn.pieces[name];
      return finding(name, pieceTexts[name], usual, settled(pieces[name], usual));
    }),
    ...names.map((name) => finding(name, figureTexts[name], builtIn[name], settled(figures[name], builtIn[name]))),
    finding("breakEven", figureTexts.breakEven, builtIn.breakEven, breakEvenOf(ladder, builtIn.breakEven)),
  ];
}

/** What is in force after a calibration. */
export function speedOf(findings: readonly Finding[]): Speed {
  const value = (wanted: Finding["name"]): number => findings.find(({ name }) => name === wanted)!.value;
  return {
    pieces: Object.fromEntries(pieceNames.map((name) => [name, value(name)])) as unknown as Pieces,
    setup: value("setup"),
    bins: value("bins"),
    dispatch: value("dispatch"),
    breakEven: value("breakEven"),
    serialShare: value("serialShare"),
  };
}
