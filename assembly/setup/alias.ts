// An alias table (Walker 1977, doi 10.1145/355744.355749; built in linear time after Vose 1991, doi 10.1109/32.92917), as
// counts.ts picks from it: slots of 16 bytes {threshold u64, own target u32, other target u32}, a power of two of them.

/**
 * Writes the slots for `count` weights, which need not sum to 1, and their targets. `scratch` is room for 12 bytes a
 * slot; there are at least `count` slots.
 */
export function writeAlias(weights: usize, targets: usize, count: i32, out: usize, slots: i32, scratch: usize): void {
  const mass = scratch;
  // Slots that lack something grow from the front, those with more than enough from the back.
  const lists = scratch + (<usize>slots << 3);
  let small = 0;
  let large = slots;
  let total: f64 = 0;
  for (let i = 0; i < count; i++) total += load<f64>(weights + (<usize>i << 3));
  for (let i = 0; i < slots; i++) {
    const share = i < count ? (load<f64>(weights + (<usize>i << 3)) / total) * <f64>slots : 0;
    store<f64>(mass + (<usize>i << 3), share);
    const at = share < 1 ? small : large - 1;
    if (share < 1) small++;
    else large--;
    store<u32>(lists + (<usize>at << 2), i);
  }
  while (small > 0 && large < slots) {
    small--;
    const slot = load<u32>(lists + (<usize>small << 2));
    const donor = load<u32>(lists + (<usize>large << 2));
    const share = load<f64>(mass + (<usize>slot << 3));
    // In units of 2^-64.
    write(out, slot, <u64>(share * 4294967296.0 * 4294967296.0), slot, donor, targets, count);
    const left = load<f64>(mass + (<usize>donor << 3)) - (1 - share);
    store<f64>(mass + (<usize>donor << 3), left);
    if (left < 1) {
      store<u32>(lists + (<usize>small << 2), donor);
      large++;
      small++;
    }
  }
  // Mass is conserved, so whatever is left on either list is full but for rounding. A full slot has no other target, so
  // that its threshold misses the last unit is no matter.
  for (let at = 0; at < small; at++) fill(out, load<u32>(lists + (<usize>at << 2)), targets, count);
  for (let at = large; at < slots; at++) fill(out, load<u32>(lists + (<usize>at << 2)), targets, count);
}

function fill(out: usize, slot: u32, targets: usize, count: i32): void {
  write(out, slot, u64.MAX_VALUE, slot, slot, targets, count);
}

function write(out: usize, slot: u32, threshold: u64, own: u32, other: u32, targets: usize, count: i32): void {
  const at = out + (<usize>slot << 4);
  store<u64>(at, threshold);
  store<u32>(at, targetOf(own, targets, count), 8);
  store<u32>(at, targetOf(other, targets, count), 12);
}

/** Slots beyond the weights have no target of their own, and no weight. */
@inline
function targetOf(slot: u32, targets: usize, count: i32): u32 {
  return <i32>slot < count ? load<u32>(targets + (<usize>slot << 2)) : 0;
}
