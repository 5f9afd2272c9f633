import { unknownKey } from "../../unknownKey.js";
import { columnAt } from "./columnAt.js";
import { construct, type Site } from "./construct.js";
import { type Law, type LawConstructor, type LawKind, lawConstructors, lawNames, notInFiles } from "./laws.js";
import { numberIn, plainNumbers } from "./plain.js";
import type { Path } from "./problems.js";
import type { Reading } from "./reading.js";
import { type MappingTree, shownTree, type Tree } from "./tree.js";

/**
 * A law is a mapping with one key, the name of its constructor, and under it what the constructor is given.
 * @returns undefined where it could not be made, which has been reported
 */
export function lawAt(reading: Reading, tree: Tree, path: Path, wanted?: LawKind): Law | undefined {
  if (!reading.laws.has(tree)) reading.laws.set(tree, freshLaw(reading, tree, path, wanted));
  return reading.laws.get(tree);
}

function freshLaw(reading: Reading, tree: Tree, path: Path, wanted?: LawKind): Law | undefined {
  const refuse = (offset: number, message: string, code: "ERR_PARAMETER" | "ERR_UNKNOWN_KEY"): undefined =>
    void reading.problems.add({ offset, path, message, code });
  const what = wanted ?? "law";
  if (tree.kind !== "mapping" || tree.entries.size !== 1) {
    const example = wanted === "frequency" ? "{ poisson: { lambda: 5 } }" : "{ lognormal: { mu: 11.5, sigma: 1.4 } }";
    return refuse(tree.offset, `must be one ${what} like ${example}, got ${shownTree(tree)}`, "ERR_PARAMETER");
  }
  const [[name, { keyOffset, value }]] = [...tree.entries] as [[string, { keyOffset: number; value: Tree }]];
  const found = lawConstructors.get(name);
  if (notInFiles.has(name)) {
    return refuse(
      keyOffset,
      `${name} takes functions, which no file holds; build the model in a program`,
      "ERR_PARAMETER",
    );
  }
  if (found === undefined) {
    return refuse(keyOffset, unknownKey(name, lawNames(wanted, name.includes(".")), what), "ERR_UNKNOWN_KEY");
  }
  if (wanted !== undefined && found.kind !== wanted) {
    return refuse(keyOffset, `must be a ${wanted}, and ${name} is a ${found.kind}`, "ERR_PARAMETER");
  }
  const site: Site = { path: [...path, name], tree: value, offset: keyOffset, moreKeys: () => found.moreKeys };
  return found.parameters === undefined
    ? combined(reading, site, found)
    : family(reading, site, found, found.parameters);
}

/** A family of numbers: each parameter is tried by itself among others that keep their rules, to hear of every bad one. */
function family(
  reading: Reading,
  site: Site,
  { make }: LawConstructor,
  parameters: NonNullable<LawConstructor["parameters"]>,
): Law | undefined {
  const given = plainNumbers(site.tree);
  if (site.tree.kind !== "mapping") return construct(reading, site, given, make);
  const values = given as Record<string, unknown>;
  const typical = Object.fromEntries(Object.entries(parameters).map(([key, parameter]) => [key, parameter.typical[0]]));
  const [alternative] = [...site.tree.entries].filter(([key]) => lawConstructors.has(`${site.path.at(-1)}.${key}`));
  if (alternative) {
    const name = `${site.path.at(-1)}.${alternative[0]}`;
    const message = `is a constructor of its own; write { ${name}: ... }`;
    const path = [...site.path, alternative[0]];
    return void reading.problems.add({ offset: alternative[1].keyOffset, path, message, code: "ERR_UNKNOWN_KEY" });
  }
  let sound = true;
  for (const key of new Set([...Object.keys(parameters), ...site.tree.entries.keys()])) {
    const value = values[key];
    const rule = Object.hasOwn(parameters, key) ? parameters[key]!.rule : undefined;
    if (typeof value === "number" && rule?.holds(value)) continue;
    sound = false;
    construct(reading, site, { ...typical, [key]: value }, make);
  }
  return sound ? construct(reading, site, values, make) : undefined;
}

/** A law out of data or of other laws. */
function combined(reading: Reading, site: Site, { kind, make }: LawConstructor): Law | undefined {
  const { tree, path } = site;
  // A severity is made of severities; a frequency may be of both, as mixedPoisson is.
  const inner = kind === "severity" ? kind : undefined;
  const valueAt = (value: Tree, at: Path): unknown => {
    if (value.kind === "scalar") return numberIn(value.value);
    if (value.kind === "list") return value.items.map((item, i) => valueAt(item, [...at, i]));
    return value.entries.has("file") ? columnAt(reading, value, at) : lawAt(reading, value, at, inner);
  };
  // zeroTruncated: { poisson: ... } has a law where others have parameters.
  if (tree.kind !== "mapping" || isLaw(tree)) {
    const given = valueAt(tree, path);
    return complete(given) ? construct(reading, site, given, make) : undefined;
  }
  const given: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, { value }] of tree.entries) given[key] = valueAt(value, [...path, key]);
  return Object.values(given).every(complete) ? construct(reading, site, given, make) : undefined;
}

/** Nothing in it is missing because it could not be made. */
function complete(given: unknown): boolean {
  return Array.isArray(given) ? given.every(complete) : given !== undefined;
}

function isLaw({ entries }: MappingTree): boolean {
  const [only] = entries;
  return entries.size === 1 && lawConstructors.has(only![0]) && only![1].value.kind !== "scalar";
}
