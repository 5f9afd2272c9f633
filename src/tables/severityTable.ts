import { aliasTable } from "./alias.js";
import { layOut } from "./layOut.js";
import { type Density, densityOf, type Panel, type Panels, panelsOf } from "./panels.js";
import type { ContinuousPart, PointsPart, SeverityPart } from "./part.js";
import { cutIntoStrips, type Flat, restNumbers } from "./strips.js";

export interface SeverityTable {
  readonly numbers: Float64Array;
  /** Largest error of a density that was seen, in units of the bound of panels.ts. */
  readonly worst: number;
}

export interface LawTable extends SeverityTable {
  readonly panels: number;
  /** What the densities and the atoms integrated to before they were brought to their weights. */
  readonly integral: number;
}

/** More points than this are drawn by an alias table of their own; fewer are strips. */
const mostPointsInStrips = 64;
const panelNumbers = 20;

/** A severity hands out one array of parts, so its table is made once and lives as long as the severity does. */
const made = new WeakMap<readonly SeverityPart[], SeverityTable>();

/** The kernel's table of a severity (layout: assembly/claims.ts), made out of its parts. */
export function severityTable(parts: readonly SeverityPart[]): SeverityTable {
  let table = made.get(parts);
  if (table === undefined) {
    const points = parts.filter((part) => part.kind === "points");
    const continuous = parts.filter((part) => part.kind === "continuous");
    const count = points.reduce((sum, { values }) => sum + values.length, 0);
    table = count > mostPointsInStrips ? choiceTable(points, continuous) : tableOf(atomsOf(points), continuous);
    made.set(parts, table);
  }
  return table;
}

/** A continuous law and the weight that it has in a mixture. */
export interface WeightedDensity {
  readonly law: Density;
  readonly weight: number;
}

/** Kind 0: strips and a rest, of atoms, what is flat, and other continuous laws; their weights sum to 1. */
export function lawTable(flats: readonly Flat[], laws: readonly WeightedDensity[]): LawTable {
  const made = laws.map(({ law }) => panelsOf(law));
  const scaled = made.map((law, i) => withMass(law, laws[i]!.weight));
  const ends = scaled.flatMap((law) => law.atoms.map((atom) => ({ ...atom, width: 0 })));
  const { strips, count, rest, weights } = cutIntoStrips(
    scaled.map(({ panels }) => panels),
    [...flats, ...ends],
  );
  const panels = scaled.flatMap((law) => law.panels);
  const panelTable = new Float64Array(panelNumbers * panels.length);
  panels.forEach(({ anchor, scale, centre, half, density }, i) => {
    panelTable.set([anchor, scale, centre, half], panelNumbers * i);
    panelTable.set(density, panelNumbers * i + 4);
  });
  const alias = aliasTable(
    weights,
    Uint32Array.from(weights, (_, i) => i * restNumbers * 8),
  );
  const numbers = layOut({
    integers: { 0: 0, 1: count, 3: alias.length / 2 - 1 },
    tables: { 2: strips, 4: alias, 5: rest, 6: panelTable },
  });
  return {
    numbers,
    worst: Math.max(0, ...made.map(({ worst }) => worst)),
    panels: panels.length,
    integral: made.reduce((sum, { integral }, i) => sum + laws[i]!.weight * integral, 0) + total(flats),
  };
}

function total(flats: readonly Flat[]): number {
  return flats.reduce((sum, { weight }) => sum + weight, 0);
}

function atomsOf(points: readonly PointsPart[]): Flat[] {
  return points.flatMap(({ values, weights }) =>
    Array.from(values, (value, i) => ({ value, width: 0, weight: weights[i]! })),
  );
}

/** The table of parts that are no points, with atoms beside them. */
function tableOf(atoms: readonly Flat[], parts: readonly ContinuousPart[]): LawTable {
  const flats = parts
    .filter(({ flat }) => flat)
    .map(({ quantile, survivalQuantile, weight }) => {
      return { value: quantile(0), width: survivalQuantile(0) - quantile(0), weight };
    });
  return lawTable([...atoms, ...flats], parts.filter(({ flat }) => !flat).map(weightedDensity));
}

function weightedDensity(part: ContinuousPart): WeightedDensity {
  return { law: densityOf(part), weight: part.weight };
}

/** Kind 1: an alias table over points, and the rest of the law as a table of kind 0 if there is one. */
function choiceTable(points: readonly PointsPart[], continuous: readonly ContinuousPart[]): SeverityTable {
  const values = points.flatMap((part) => [...part.values]);
  const weights = points.flatMap((part) => [...part.weights]);
  const weight = continuous.reduce((sum, part) => sum + part.weight, 0);
  const shares = continuous.map((part) => ({ ...part, weight: part.weight / weight }));
  const law = weight > 0 ? tableOf([], shares) : undefined;
  if (law !== undefined) weights.push(weight);
  const slots = aliasTable(
    Float64Array.from(weights),
    Uint32Array.from(weights, (_, i) => i),
  );
  const numbers = layOut({
    integers: { 0: 1, 1: values.length, 3: slots.length / 2 - 1 },
    tables: { 2: Float64Array.from([...values, 0]), 4: slots, 5: law?.numbers },
  });
  return { numbers, worst: law?.worst ?? 0 };
}

/** Panels and atoms with the mass `weight` in all. */
function withMass(law: Panels, weight: number): Panels {
  const factor = weight / law.integral;
  const panel = ({ density, bound, mass, ...place }: Panel): Panel => ({
    ...place,
    density: density.map((c) => c * factor),
    bound: bound * factor,
    mass: mass * factor,
  });
  return {
    ...law,
    panels: law.panels.map(panel),
    atoms: law.atoms.map(({ value, weight }) => ({ value, weight: weight * factor })),
  };
}
