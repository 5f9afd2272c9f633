/**
 * Counts the changes of drawn values: two libraries of one valueVersion and one kernel draw the same losses from the same
 * seed and model, to the last bit. It is 0, and values may change with any release, until 1.0. From then on it is raised
 * whenever a pinned draw (test/pinned.test.ts) changes, which only a correction does, marked VALUE-BREAKING in the
 * changelog, and never a patch release or a gain in speed.
 */
export const valueVersion: number = 0;
