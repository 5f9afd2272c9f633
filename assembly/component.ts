// One chunk of one component: the loops that turn draws into annual losses.
//
// A trial is a number of groups, a group a number of draws. A draw is a claim, or a sum of claims; a group is what an
// aggregate term looks at. Without groups a trial is one group, without counts it is one draw.
//
// Component, sixteen numbers and then the tables: sampler (1 gamma sums, 2 claims), trials of a chunk, groups, counts,
// the sampler's table, terms of a draw, terms of a group, the gaps
// where trials without loss are skipped (offsets from the component's start, 0 for none), terms of a trial (offset), whether
// outputs.ts is asked for, claims that are counted (offset): an amount and, with its offset, how many there are; and what
// draws the largest claims first (offset: largest.ts), where a trial is one group and none is skipped. Where trials are skipped the groups, or else the counts or the sums' counts, are conditioned to
// be positive, and the gaps between trials with a loss are geometric.
//
// A call draws a bounded number of claims and returns; the next call goes on where it stopped, inside a trial if need
// be, so that a run can be cancelled and a trial may have any number of claims. Where a call stops does not change
// what is drawn: batches end by CLAIM_BATCH alone, draws or segments. Counted claims are drawn when their group is summed.

import { fillClaims } from "./claims";
import { CELL_COUNT, CELL_WIDTH, countIn, drawCount, isPlain, pickCells } from "./counts";
import { fillGammaSums, prepareGammaSums } from "./gammaSums";
import { nextGap, noteTrials, startGaps } from "./gaps";
import { drawLargestClaims, sumOfTies } from "./largest";
import { BLOCK, CLAIM_BATCH, CLAIMS, COUNT_BATCH, COUNT_CELLS, LARGEST, SEGMENTS, TIES } from "./layout";
import { addToOutputs, beginOutputs, endGroupOfOutputs, endOutputs, keepGroundUp } from "./outputs";
import { startStream, takeWords } from "./stream";
import { sumBelow, sumOf } from "./sums";
import { applyAggregateTerms, applyClaimTerms } from "./terms";

const TRIALS: usize = 8;
const GROUPS: usize = 16;
const COUNTS: usize = 24;
const TABLE: usize = 32;
const DRAW_TERMS: usize = 40;
const GROUP_TERMS: usize = 48;
const GAPS: usize = 56;
const TRIAL_TERMS: usize = 64;
const WITH_OUTPUTS: usize = 72;
const COUNTED: usize = 80;
const LARGEST_FIRST: usize = 88;

const GAMMA_SUMS: u32 = 1;

// A segment of a batch: so many draws, and what ends behind them; or so many trials to skip.
const ENDS_GROUP: u32 = 0x20000000;
const ENDS_TRIAL: u32 = 0x40000000;
const SKIPS: u32 = 0x80000000;
const SEGMENT_SIZE: u32 = 0x1fffffff;

const CELLS_END: usize = COUNT_CELLS + (<usize>COUNT_BATCH << 2);

let component: usize = 0;
let groups: usize = 0;
let counts: usize = 0;
let drawTerms: usize = 0;
let groupTerms: usize = 0;
let gaps: usize = 0;
let trialTerms: usize = 0;
let withOutputs: bool = false;
let counted: usize = 0;
let largestFirst: bool = false;
/** Where the next trial's loss goes, and where the chunk ends. */
let out: usize = 0;
let end: usize = 0;
/** Trials that were not laid out yet, and what is left of the one that was begun. */
let trialsLeft: i32 = 0;
let groupsLeft: f64 = 0;
let drawsLeft: f64 = 0;
let inGroup: bool = false;
/** The next cell of a count drawn ahead. */
let countCell: usize = 0;
let groupSum: f64 = 0;
let trialSum: f64 = 0;

@inline
function part(field: usize): usize {
  const offset = <usize>load<u32>(component + field);
  return offset == 0 ? 0 : component + offset;
}

/** Completes a component that was just copied in. */
export function prepareComponent(address: usize): void {
  if (load<u32>(address) == GAMMA_SUMS) prepareGammaSums(address + <usize>load<u32>(address, TABLE));
}

/** Draws the largest claims of block number `block` of the component at `address`, where they come first. */
export function drawLargest(address: usize, key: usize, block: f64): void {
  drawLargestClaims(address + <usize>load<u32>(address, LARGEST_FIRST), key, block);
}

/** Starts chunk number `chunk` of the component at `address`: its losses go to the block, from trial `first` on. */
export function beginChunk(address: usize, key: usize, chunk: f64, first: i32): void {
  component = address;
  groups = part(GROUPS);
  counts = part(COUNTS);
  drawTerms = part(DRAW_TERMS);
  groupTerms = part(GROUP_TERMS);
  gaps = part(GAPS);
  trialTerms = part(TRIAL_TERMS);
  withOutputs = load<u32>(component, WITH_OUTPUTS) != 0;
  counted = part(COUNTED);
  largestFirst = load<u32>(component, LARGEST_FIRST) != 0;
  trialsLeft = load<i32>(component, TRIALS);
  out = BLOCK + (<usize>first << 3);
  end = out + (<usize>trialsLeft << 3);
  groupsLeft = 0;
  drawsLeft = 0;
  inGroup = false;
  countCell = CELLS_END;
  groupSum = 0;
  trialSum = 0;
  if (gaps != 0) {
    memory.fill(out, 0, end - out);
    startGaps();
  }
  if (withOutputs) beginOutputs(out, end - out);
  startStream(key, <u64>chunk);
}

/** Draws on, at most about `budget` claims. True when the chunk is complete. */
export function advanceChunk(budget: i32): bool {
  if (counts == 0 && gaps == 0) {
    draw(out, trialsLeft);
    out = end;
  }
  while (out < end && budget > 0) {
    batchDraws = 0;
    batchSegments = 0;
    if (counts == 0) {
      drawOccasional();
    } else {
      if (groups == 0) layOutTrials();
      else layOutGroups();
      draw(CLAIMS, batchDraws);
      if (largestFirst) sumBelowLargest();
      else sumSegments();
    }
    budget -= batchDraws + batchSegments;
  }
  return out == end;
}

@inline
function draw(to: usize, count: i32): void {
  const table = component + <usize>load<u32>(component, TABLE);
  if (load<u32>(component) == GAMMA_SUMS) fillGammaSums(table, to, count);
  else fillClaims(table, to, count);
  if (withOutputs) keepGroundUp(count);
  if (drawTerms != 0) applyClaimTerms(drawTerms, to, count);
}

/** What the batch holds: draws, and segments that say where they belong. */
let batchDraws: i32 = 0;
let batchSegments: i32 = 0;

@inline
function addSegment(content: u32): void {
  store<u32>(SEGMENTS + (<usize>batchSegments << 2), content);
  batchSegments++;
}

/** Trials without loss before the next one with a loss, of those that are left; all of them where there is none. */
function gap(): i32 {
  const trials = <i32>nextGap(gaps);
  return trials < trialsLeft ? trials : trialsLeft;
}

/** The draws of the next group. */
@inline
function nextCount(): f64 {
  if (countCell == CELLS_END) {
    pickCells(counts, takeWords(COUNT_BATCH), COUNT_CELLS, COUNT_BATCH);
    countCell = COUNT_CELLS;
  }
  const cell = <usize>load<u32>(countCell);
  countCell += 4;
  return countIn(counts, cell);
}

/** Passes over empty trials and begins the next one; false where none is left. */
@inline
function beginTrial(): bool {
  if (trialsLeft == 0) return false;
  if (gaps != 0) {
    const skipped = gap();
    trialsLeft -= skipped;
    addSegment(SKIPS | <u32>skipped);
    if (trialsLeft == 0) return false;
  }
  trialsLeft--;
  return true;
}

/** Takes the group's draws into the batch, or as many as it has room for; `inGroup` says whether some are left. */
@inline
function takeDraws(): u32 {
  const room = <f64>(CLAIM_BATCH - batchDraws);
  inGroup = drawsLeft > room;
  const take = <i32>(inGroup ? room : drawsLeft);
  drawsLeft -= <f64>take;
  batchDraws += take;
  return <u32>take;
}

/** A batch where a trial is one draw, if any. The losses of the others are 0 already. */
function drawOccasional(): void {
  batchDraws = noteTrials(gaps, out, end, SEGMENTS, CLAIM_BATCH);
  draw(CLAIMS, batchDraws);
  const last = SEGMENTS + (<usize>batchDraws << 2);
  for (let place = SEGMENTS, at = CLAIMS; place < last; place += 4, at += 8) {
    store<f64>(<usize>load<u32>(place), load<f64>(at));
  }
  out = batchDraws < CLAIM_BATCH ? end : <usize>load<u32>(last - 4) + 8;
}

/** A batch where a trial is one group: a segment is a trial, or the part of one that has room. */
function layOutTrials(): void {
  while (batchSegments < CLAIM_BATCH && batchDraws < CLAIM_BATCH) {
    if (!inGroup) {
      if (gaps == 0) layOutWholeTrials();
      if (batchSegments == CLAIM_BATCH || batchDraws == CLAIM_BATCH || !beginTrial()) break;
      drawsLeft = nextCount();
    }
    const take = takeDraws();
    addSegment(inGroup ? take : take | ENDS_GROUP | ENDS_TRIAL);
  }
}

/**
 * As many trials as have their counts drawn, need no second step for them, and fit into the batch: most of them. State
 * in globals goes through memory, so here it is in locals.
 */
@inline
function layOutWholeTrials(): void {
  let cell = countCell;
  let segment = SEGMENTS + (<usize>batchSegments << 2);
  const left = CLAIM_BATCH - batchSegments < trialsLeft ? CLAIM_BATCH - batchSegments : trialsLeft;
  const first = segment;
  const last = segment + (<usize>left << 2);
  let draws = batchDraws;
  const plain = isPlain(counts);
  while (segment < last && cell < CELLS_END && draws < CLAIM_BATCH) {
    const room = <u32>(CLAIM_BATCH - draws);
    let count = load<u32>(cell);
    if (!plain) {
      const counted = <usize>count;
      if (load<f64>(counted, CELL_WIDTH) != 1 || load<f64>(counted, CELL_COUNT) > <f64>room) break;
      count = <u32>load<f64>(counted, CELL_COUNT);
    }
    if (count > room) break;
    draws += <i32>count;
    store<u32>(segment, count | (ENDS_GROUP | ENDS_TRIAL));
    segment += 4;
    cell += 4;
  }
  const laidOut = <i32>((segment - first) >> 2);
  countCell = cell;
  batchDraws = draws;
  batchSegments += laidOut;
  trialsLeft -= laidOut;
}

/** A batch where a trial is some groups: a segment is a group, a part of one, or a trial without any. */
function layOutGroups(): void {
  while (batchSegments < CLAIM_BATCH && batchDraws < CLAIM_BATCH) {
    if (groupsLeft == 0) {
      if (!beginTrial()) break;
      groupsLeft = drawCount(groups);
      if (groupsLeft == 0) {
        addSegment(ENDS_TRIAL);
        continue;
      }
    }
    if (!inGroup) drawsLeft = nextCount();
    let content = takeDraws();
    if (!inGroup) {
      groupsLeft -= 1;
      content |= groupsLeft == 0 ? ENDS_GROUP | ENDS_TRIAL : ENDS_GROUP;
    }
    addSegment(content);
  }
}

/** Adds the batch's draws up, group by group and trial by trial. */
function sumSegments(): void {
  let at = CLAIMS;
  let to = out;
  let inGroupSum = groupSum;
  let inTrialSum = trialSum;
  const noted = withOutputs;
  const ofTrial = trialTerms;
  const ofGroup = groupTerms;
  const plain = !noted && counted == 0;
  const last = SEGMENTS + (<usize>batchSegments << 2);
  for (let segment = SEGMENTS; segment < last; segment += 4) {
    const content = load<u32>(segment);
    const size = <usize>(content & SEGMENT_SIZE) << 3;
    // Most of them: all of a trial at once.
    if (plain && (content & ~SEGMENT_SIZE) == (ENDS_GROUP | ENDS_TRIAL)) {
      const ofDraws = inGroupSum + sumOf(at, size);
      const sum = inTrialSum + (ofGroup == 0 ? ofDraws : applyAggregateTerms(ofGroup, ofDraws));
      store<f64>(to, ofTrial == 0 ? sum : applyAggregateTerms(ofTrial, sum));
      at += size;
      to += 8;
      inGroupSum = 0;
      inTrialSum = 0;
      continue;
    }
    if (content & SKIPS) {
      to += size;
      continue;
    }
    inGroupSum += sumOf(at, size);
    if (noted) addToOutputs(at, size);
    at += size;
    if (content & ENDS_GROUP) {
      if (counted != 0) inGroupSum += load<f64>(counted) * drawCount(counted + <usize>load<u32>(counted, 8));
      if (noted) endGroupOfOutputs();
      inTrialSum += groupTerms == 0 ? inGroupSum : applyAggregateTerms(groupTerms, inGroupSum);
      inGroupSum = 0;
    }
    if (content & ENDS_TRIAL) {
      store<f64>(to, trialTerms == 0 ? inTrialSum : applyAggregateTerms(trialTerms, inTrialSum));
      if (noted) endOutputs(to);
      to += 8;
      inTrialSum = 0;
    }
  }
  out = to;
  groupSum = inGroupSum;
  trialSum = inTrialSum;
}

/** The same where the largest claim of each trial is known already: it is added, and what is above it is dropped. */
function sumBelowLargest(): void {
  let at = CLAIMS;
  let to = out;
  let sum = trialSum;
  const last = SEGMENTS + (<usize>batchSegments << 2);
  for (let segment = SEGMENTS; segment < last; segment += 4) {
    const content = load<u32>(segment);
    const size = <usize>(content & SEGMENT_SIZE) << 3;
    const largest = load<f64>(LARGEST + (to - BLOCK));
    const later = load<f64>(TIES + (to - BLOCK));
    let others = sumBelow(at, size, largest);
    if (later > 0) others += sumOfTies(at, size, largest, later);
    sum += others;
    at += size;
    if (!(content & ENDS_TRIAL)) continue;
    sum += largest;
    const ofGroup = groupTerms == 0 ? sum : applyAggregateTerms(groupTerms, sum);
    store<f64>(to, trialTerms == 0 ? ofGroup : applyAggregateTerms(trialTerms, ofGroup));
    to += 8;
    sum = 0;
  }
  out = to;
  trialSum = sum;
}
