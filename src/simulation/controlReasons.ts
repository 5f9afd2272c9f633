import type { AnnualMeasures } from "../measures/annualMeasures.js";
import type { ControlVariation } from "../measures/controlVariation.js";
import type { Losses } from "../measures/lossSource.js";
import { printable } from "../printable.js";
import { gainsText } from "./gains.js";

/** Names that are listed; of more than these, the number. */
const listed = 3;

interface Controlled {
  /** Of the components that are solved; `whole` when there are no others. */
  readonly names: readonly string[];
  readonly whole: boolean;
  readonly losses: Losses;
  readonly variation: ControlVariation;
  readonly measures: AnnualMeasures;
  readonly levels: readonly number[];
}

/** Which part was solved, and by how much the estimated variance of each measure fell, or that it did not. */
export function controlReasons({ names, whole, losses, variation, measures, levels }: Controlled): string[] {
  const gains = gainsText({ losses, variation, measures, levels });
  const solved = whole ? "every component" : names.length > listed ? `${names.length} components` : list(names);
  if (gains === undefined) {
    return [`control variates gained nothing: ${solved} solved exactly, which says next to nothing of the whole`];
  }
  return [
    `control variates: ${solved} solved exactly; ${gains}`,
    ...(whole ? ["solve() has the exact measures of the annual loss, for every component can be solved"] : []),
  ];
}

function list(names: readonly string[]): string {
  return names.map((name) => printable(JSON.stringify(name))).join(", ");
}
