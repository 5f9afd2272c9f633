import { show } from "../check.js";
import { aligned, amount } from "../text.js";
import type { ComparedField } from "./comparedFields.js";
import type { Warning } from "./execution.js";
import type { Manifest } from "./manifest.js";

interface Printable {
  readonly same: boolean;
  readonly fields: readonly ComparedField[];
  readonly warnings: readonly Warning[];
  readonly manifest: Manifest;
}

/** Differences that are printed one by one. */
const mostPrinted = 20;

/** A row for the model and for each part of the result, then what differs, what to beware of, and the answer. */
export function verificationText({ same, fields, warnings, manifest }: Printable): string {
  const { run, library, machine, execution } = manifest;
  const threads = execution.workers === 1 ? "1 thread" : `${execution.workers} threads`;
  const parts = new Map<string, ComparedField[]>();
  for (const field of fields) {
    const part = partOf(field.field, manifest);
    const known = parts.get(part);
    if (known) known.push(field);
    else parts.set(part, [field]);
  }
  const different = fields.filter((field) => !field.same);
  const lines = [
    `${amount(run.trials)} years, seed ${run.seed}, run again by lundberg ${library.version}, Node ${machine.node}, ${threads}`,
    "",
    ...aligned([["", "SHA-256", "measures the same"], ...[...parts].map(([part, all]) => row(part, all))]),
  ];
  if (different.length > 0) lines.push("");
  for (const { field, recorded, found } of different.slice(0, mostPrinted)) {
    lines.push(`${field.slice(0, 120)}: recorded ${show(recorded)}, now ${show(found)}`);
  }
  if (different.length > mostPrinted) lines.push(`and ${different.length - mostPrinted} more`);
  if (warnings.length > 0) lines.push("", ...warnings.map(({ message }) => `warning: ${message}`));
  lines.push("", same ? "The same to the last bit" : `Different: ${different.length} of ${fields.length} fields`);
  return lines.join("\n");
}

function row(part: string, fields: readonly ComparedField[]): string[] {
  const isHash = ({ field }: ComparedField): boolean => /(?:^modelH|\.h)ash$/.test(field);
  const hash = fields.find(isHash);
  const measures = fields.filter((field) => !isHash(field));
  const compared = hash?.same ? (hash.found === null ? "none" : "same") : "different";
  const equal = measures.filter(({ same }) => same).length;
  return [part, compared, measures.length === 0 ? "" : `${equal} of ${measures.length}`];
}

/** What a field belongs to: the model, the portfolio, a component, or an output of these. */
function partOf(field: string, { result }: Manifest): string {
  const found = /^result(?:\.components\[(\d+)\])?(?:\.outputs\.(\w+))?\./.exec(field);
  if (found === null) return field === "modelHash" ? "model" : "unknown";
  const [, index, output] = found;
  const whose = index === undefined ? "portfolio" : show(result.components[Number(index)]?.name);
  return output === undefined ? whose : `${whose}, ${output}`;
}
