import { type Command, command } from "../command.js";
import { toggle } from "../flags.js";
import { jsonText } from "../json.js";

/** What the library sees of the machine. */
export const detect: Command = command({
  summary: "say what this process may use of the machine",
  operands: [],
  flags: {
    "system-information": toggle("ask the package systeminformation too, which must be installed"),
    json: toggle("print JSON; sizes are bytes, unknown facts are left out"),
  },
  run: async ({ flags }) => {
    const library = await import("../../index.js");
    const hardware = await library.detect({ systemInformation: flags["system-information"] ?? false });
    return flags.json ? jsonText(hardware) : String(hardware);
  },
});
