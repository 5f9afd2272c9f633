import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import * as check from "../../check.js";
import { ActuarialError, type PricingModel } from "../../index.js";
import { unreadable } from "../unreadable.js";
import { parseModel } from "./parseModel.js";

/**
 * The model of a YAML or JSON file, as `parseModel` reads it. CSV files that it names lie in its folder or below.
 * @throws ActuarialError ERR_STORAGE where the file cannot be read; else as `parseModel`
 */
export function loadModel(path: string): PricingModel {
  // readFileSync would take a number for an open file.
  check.text("loadModel: path", path);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new ActuarialError("ERR_STORAGE", unreadable(path, error), { cause: error });
  }
  return parseModel(text, { name: path, folder: dirname(path) });
}
