import { writeFileSync } from "node:fs";
import { pages } from "./pages.js";

// Estimates on the pages are those that everybody sees.
process.env.LUNDBERG_CALIBRATION = "off";

for (const [page, make] of Object.entries(pages)) {
  writeFileSync(new URL(`../${page}`, import.meta.url), await make());
}
