import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadModel } from "../dist/cli/modelFile/index.js";
import { lundberg, root, start } from "./support/command.js";

const outside = mkdtempSync(join(tmpdir(), "lundberg-outside-"));
const folder = mkdtempSync(join(tmpdir(), "lundberg-paths-"));
afterAll(() => {
  for (const each of [folder, outside]) rmSync(each, { recursive: true, force: true });
});

const text =
  "components: [{ name: a, frequency: { poisson: { lambda: 1 } }, severity: { gamma: { alpha: 2, theta: 3 } } }]";
const write = (name: string, content = text): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const plain = write("plain.yaml");
writeFileSync(join(outside, "claims.csv"), "amount\n5\n7\n");

/** A model whose severity is the column `amount` of a file. */
const withColumn = (file: string): string =>
  write(
    "column.json",
    JSON.stringify({
      components: [
        {
          name: "a",
          frequency: { poisson: { lambda: 1 } },
          severity: { empirical: { values: { file, column: "amount" } } },
        },
      ],
    }),
  );
const pipe = (name: string): string => {
  execFileSync("mkfifo", [join(folder, name)]);
  return join(folder, name);
};
const seconds = (n: number): Promise<void> => new Promise((done) => setTimeout(done, 1000 * n));

describe("the path of a model", () => {
  it("may be a symbolic link, or standard input", async () => {
    symlinkSync(plain, join(folder, "link.yaml"));
    expect(await lundberg("explain", join(folder, "link.yaml"))).toMatchObject({ code: 0 });
    const script = 'cat "$1" | "$2" "$3" explain /dev/stdin';
    const piped = execFileSync("sh", ["-c", script, "sh", plain, process.execPath, resolve(root, "dist/cli.js")]);
    expect(String(piped)).toBe((await lundberg("explain", plain)).stdout);
  });

  it.each([
    ["a folder", folder, /EISDIR/],
    ["of 300 characters", join(folder, "x".repeat(300)), /ENAMETOOLONG/],
    ["of a million characters", "x".repeat(100_000), /ENAMETOOLONG/],
    ["nowhere", join(folder, "..", "x", "y.yaml"), /there is no such file/],
    ["below a file", join(plain, "x.yaml"), /ENOTDIR/],
    ["a link to itself", join(folder, "loop.yaml"), /ELOOP/],
    [
      "of escape sequences",
      join(folder, "\u001b[31m\n.yaml"),
      /\\u001b\[31m\n\.yaml cannot be read: there is no such file/,
    ],
  ])("is refused where it is %s", async (_, path, message) => {
    if (path.endsWith("loop.yaml")) symlinkSync(path, path);
    const { code, stdout, stderr } = await lundberg("simulate", path, "--trials=1");
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });

  it.each([["a\0b"], [7], [0], [null], [undefined], [""], [new URL("file:///dev/null")], [Buffer.from("a")]])(
    "is refused where it is %o",
    (path) => {
      expect(() => loadModel(path as never)).toThrow(
        expect.objectContaining({ code: typeof path === "string" && path !== "" ? "ERR_STORAGE" : "ERR_PARAMETER" }),
      );
    },
  );

  it("may be a pipe that never ends: the command waits, and Ctrl-C ends it", async () => {
    const { child, ended } = start(["simulate", pipe("model.pipe"), "--trials=1"]);
    await seconds(1.5);
    expect(child.exitCode).toBeNull();
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ code: null, signal: "SIGINT", stdout: "", stderr: "" });
  });
});

describe("the file of a column", () => {
  it("may be a symbolic link to elsewhere, made by who owns the folder", () => {
    symlinkSync(join(outside, "claims.csv"), join(folder, "claims.csv"));
    expect(loadModel(withColumn("claims.csv")).portfolio.components[0]!.severity.mean()).toBe(6);
    mkdirSync(join(folder, "data"));
    expect(() => loadModel(withColumn("data/../claims.csv"))).toThrow(/inside the model's folder/);
  });

  it("is no pipe and no device, which would be waited for or never end", () => {
    pipe("claims.pipe");
    symlinkSync("/dev/zero", join(folder, "zero.csv"));
    for (const name of ["claims.pipe", "zero.csv"]) {
      expect(() => loadModel(withColumn(name))).toThrow(new RegExp(`${name} cannot be read \\(it is no file\\)$`));
    }
  });

  it.each([
    ["claims\0.csv", /claims\\u0000\.csv cannot be read/],
    ["x".repeat(300), /cannot be read \(ENAMETOOLONG\)$/],
    ["data", /data cannot be read \(EISDIR\)$/],
    ["\u001b[31m.csv", /\\u001b\[31m\.csv cannot be read/],
    ["..", /inside the model's folder/],
    ["/dev/stdin", /inside the model's folder/],
    ["//server/share.csv", /inside the model's folder/],
    ["\\\\server\\share.csv", /inside the model's folder/],
    ["data\\..\\..\\claims.csv", /inside the model's folder/],
    ["file:///etc/hostname", /there is no such file/],
  ])("%j is refused", (file, message) => {
    expect(() => loadModel(withColumn(file))).toThrow(message);
    expect(() => loadModel(withColumn(file))).toThrow(expect.objectContaining({ code: "ERR_DATA" }));
  });

  it("may hold what it likes, and is told on one line", () => {
    write("evil.csv", `am\u001b[2Jount,${"b".repeat(10)}\n1,2\n`);
    expect(() => loadModel(withColumn("evil.csv"))).toThrow(/it has am\\u001b\[2Jount, bbbbbbbbbb$/);
    write("quotes.csv", `amount\n"${'""'.repeat(3e6)}"\n`);
    expect(() => loadModel(withColumn("quotes.csv"))).toThrow(/line 2: .*in column amount is no number$/);
    write("binary.csv", Array.from({ length: 65_536 }, (_, i) => String.fromCharCode(i)).join(""));
    expect(() => loadModel(withColumn("binary.csv"))).toThrow(expect.objectContaining({ code: "ERR_DATA" }));
  });
});

describe("standard output", () => {
  it.each([["explain"], ["simulate", "--trials=10", "--seed=1"], ["simulate", "--trials=10", "--json"]])(
    "on a full disk fails: %s",
    async (command, ...flags) => {
      const full = openSync("/dev/full", "w");
      const child = spawn(process.execPath, [resolve(root, "dist/cli.js"), command, plain, ...flags], {
        stdio: ["ignore", full, "pipe"],
      });
      let stderr = "";
      child.stderr!.setEncoding("utf8").on("data", (more: string) => {
        stderr += more;
      });
      const code = await new Promise((done) => child.on("close", done));
      expect(stderr).toMatch(/^standard output cannot be written: .*ENOSPC/);
      expect(code).toBe(1);
    },
  );
});
