import { writeFileSync } from "node:fs";
import { pages } from "./pages.js";

for (const [page, make] of Object.entries(pages)) {
  writeFileSync(new URL(`../${page}`, import.meta.url), await make());
}
