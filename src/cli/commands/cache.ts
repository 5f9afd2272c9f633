import { type Command, command } from "../command.js";
import { toggle } from "../flags.js";
import { jsonText } from "../json.js";

/** What `simulate --cache` keeps. */
export const cache: Command = command({
  summary: "say what the cache of results holds, or clear it",
  operands: [],
  actions: ["clear"],
  flags: { json: toggle("print JSON") },
  run: async ({ operands: [action], flags }) => {
    const { createCache } = await import("../../index.js");
    const kept = createCache({ path: true });
    const { folder } = await kept.statistics();
    if (action === "clear") await kept.clear();
    const { path, files, bytes } = folder!;
    if (flags.json) return jsonText({ path, files, bytes, cleared: action === "clear" });
    return `${path}: ${files} ${files === 1 ? "file" : "files"}, ${bytes} bytes${action === "clear" ? ", deleted" : ""}`;
  },
});
