// One chunk of one component: the loops that turn counts and claims into annual losses.
//
// A trial is a number of groups, a group a number of claims. A group is what an aggregate term looks at: one policy
// that has claims, or the whole bucket. Without aggregate terms there is one group a trial.
//
// Component: method, trials of a chunk, groups, counts, severity, claim terms, aggregate terms, scale. Where it says
// groups to aggregate terms these are offsets from the component's start, 0 for none; `groups` 0 is one group a trial.
// Method 0 is no loss at all, 1 the sum closure, 2 claim by claim.
//
// A call draws a bounded number of claims and returns; the next call goes on where it stopped, inside a trial if need
// be, so that a run can be cancelled and a trial may have any number of claims. Where a call stops does not change
// what is drawn: batches end by CLAIM_BATCH alone.

import { CELL_COUNT, CELL_GAMMA, CELL_WIDTH, countIn, drawCell, drawCount } from "./counts";
import { fillClaims } from "./claims";
import { drawGamma, gammaRecord, gammaRecords } from "./gamma";
import { BLOCK, CLAIM_BATCH, CLAIMS, SCRATCH, SEGMENTS } from "./layout";
import { startStream } from "./stream";
import { applyAggregateTerms, applyClaimTerms } from "./terms";

const TRIALS: usize = 8;
const GROUPS: usize = 16;
const COUNTS: usize = 24;
const SEVERITY: usize = 32;
const CLAIM_TERMS: usize = 40;
const AGGREGATE_TERMS: usize = 48;
const SCALE: usize = 56;

const SUM_CLOSURE: f64 = 1;
const PER_CLAIM: f64 = 2;

const ENDS_GROUP: u32 = 0x40000000;
const ENDS_TRIAL: u32 = 0x80000000;
const SEGMENT_CLAIMS: u32 = 0x3fffffff;

let component: usize = 0;
let groupsTable: usize = 0;
let countsTable: usize = 0;
let claimTerms: usize = 0;
let aggregateTerms: usize = 0;
/** Where the next trial's loss goes, and where the chunk ends. */
let out: usize = 0;
let end: usize = 0;
/** Trials whose groups and counts were not drawn yet. */
let trialsLeft: f64 = 0;
let groupsLeft: f64 = 0;
let claimsLeft: f64 = 0;
let inGroup: bool = false;
let groupSum: f64 = 0;
let trialSum: f64 = 0;

@inline
function part(field: usize): usize {
  const offset = <usize>load<f64>(component + field);
  return offset == 0 ? 0 : component + offset;
}

/** Completes a component that was just copied in: its counts get the records of their gamma sums. */
export function prepareComponent(address: usize): void {
  if (load<f64>(address) != SUM_CLOSURE) return;
  const counts = address + <usize>load<f64>(address, COUNTS);
  gammaRecords(counts, load<f64>(address, SEVERITY));
}

/** Starts chunk number `chunk` of the component at `address`: its losses go to the block, from trial `first` on. */
export function beginChunk(address: usize, key: usize, chunk: f64, first: i32): void {
  component = address;
  groupsTable = part(GROUPS);
  countsTable = part(COUNTS);
  claimTerms = part(CLAIM_TERMS);
  aggregateTerms = part(AGGREGATE_TERMS);
  trialsLeft = load<f64>(component, TRIALS);
  out = BLOCK + (<usize>first << 3);
  end = out + (<usize>trialsLeft << 3);
  groupsLeft = 0;
  claimsLeft = 0;
  inGroup = false;
  groupSum = 0;
  trialSum = 0;
  startStream(key, <u64>chunk);
}

/** Draws on, at most about `budget` claims (or groups, where a group is one draw). True when the chunk is complete. */
export function advanceChunk(budget: i32): bool {
  const method = load<f64>(component);
  if (method == PER_CLAIM) return perClaim(budget);
  if (method == SUM_CLOSURE) return sumClosure(budget);
  memory.fill(out, 0, end - out);
  out = end;
  return true;
}

@inline
function closeGroup(): void {
  trialSum += aggregateTerms == 0 ? groupSum : applyAggregateTerms(aggregateTerms, groupSum);
  groupSum = 0;
}

@inline
function closeTrial(): void {
  store<f64>(out, trialSum);
  out += 8;
  trialSum = 0;
}

/** The sum of the group's gamma claims in one draw: n Gamma(alpha) claims are one Gamma(n * alpha). */
@inline
function gammaSum(alpha: f64): f64 {
  const cell = drawCell(countsTable);
  if (load<f64>(cell, CELL_WIDTH) == 1) {
    return load<f64>(cell, CELL_COUNT) == 0 ? 0 : drawGamma(cell + CELL_GAMMA);
  }
  const n = countIn(countsTable, cell);
  if (n == 0) return 0;
  gammaRecord(SCRATCH + 128, n * alpha);
  return drawGamma(SCRATCH + 128);
}

function sumClosure(budget: i32): bool {
  const alpha = load<f64>(component, SEVERITY);
  const scale = load<f64>(component, SCALE);
  if (groupsTable == 0 && aggregateTerms == 0) {
    let left = budget;
    while (out < end && left > 0) {
      store<f64>(out, gammaSum(alpha) * scale);
      out += 8;
      left--;
    }
    return out == end;
  }
  for (let left = budget; left > 0; left--) {
    if (groupsLeft == 0) {
      if (out == end) return true;
      groupsLeft = groupsTable == 0 ? 1 : drawCount(groupsTable);
    }
    if (groupsLeft > 0) {
      groupSum = gammaSum(alpha) * scale;
      closeGroup();
      groupsLeft -= 1;
    }
    if (groupsLeft == 0) closeTrial();
  }
  return out == end && groupsLeft == 0;
}

/** Lays out the next batch: which claims belong to which group. Returns the number of segments; `batchClaims` is set. */
let batchClaims: i32 = 0;

function layOut(): i32 {
  let claims: i32 = 0;
  let segments: i32 = 0;
  while (segments < CLAIM_BATCH && claims < CLAIM_BATCH) {
    let take: i32 = 0;
    let flags: u32 = 0;
    if (!inGroup && groupsLeft == 0) {
      if (trialsLeft == 0) break;
      trialsLeft -= 1;
      groupsLeft = groupsTable == 0 ? 1 : drawCount(groupsTable);
    }
    if (groupsLeft == 0) {
      flags = ENDS_TRIAL;
    } else {
      if (!inGroup) {
        inGroup = true;
        claimsLeft = drawCount(countsTable);
      }
      const room = <f64>(CLAIM_BATCH - claims);
      take = <i32>(claimsLeft < room ? claimsLeft : room);
      claimsLeft -= <f64>take;
      claims += take;
      if (claimsLeft == 0) {
        inGroup = false;
        groupsLeft -= 1;
        flags = groupsLeft == 0 ? ENDS_GROUP | ENDS_TRIAL : ENDS_GROUP;
      }
    }
    store<u32>(SEGMENTS + (<usize>segments << 2), <u32>take | flags);
    segments++;
  }
  batchClaims = claims;
  return segments;
}

function sumSegments(segments: i32): void {
  let claim = CLAIMS;
  for (let i = 0; i < segments; i++) {
    const segment = load<u32>(SEGMENTS + (<usize>i << 2));
    const stop = claim + (<usize>(segment & SEGMENT_CLAIMS) << 3);
    let sum = groupSum;
    for (; claim < stop; claim += 8) sum += load<f64>(claim);
    groupSum = sum;
    if (segment & ENDS_GROUP) closeGroup();
    if (segment & ENDS_TRIAL) closeTrial();
  }
}

function perClaim(budget: i32): bool {
  let left = budget;
  const severity = component + <usize>load<f64>(component, SEVERITY);
  while (out < end && left > 0) {
    const segments = layOut();
    fillClaims(severity, CLAIMS, batchClaims);
    if (claimTerms != 0) applyClaimTerms(claimTerms, CLAIMS, batchClaims);
    sumSegments(segments);
    left -= batchClaims + segments;
  }
  return out == end;
}
