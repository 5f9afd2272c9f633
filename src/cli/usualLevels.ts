/** As the library has them; given to it, so that table and JSON list the same. */
export const usualLevels: readonly number[] = [0.9, 0.95, 0.99, 0.995, 0.999];
