import { execFile } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** Path of a Chromium: what LUNDBERG_CHROMIUM says, or the first of the usual names on the PATH. */
export const chromium: string | undefined = process.env.LUNDBERG_CHROMIUM ?? onPath();

/** For the name of what is skipped without it. */
export const whySkipped: string =
  chromium === undefined ? " (skipped: no Chromium on the PATH, and LUNDBERG_CHROMIUM is not set)" : "";

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** A page as Chromium has it when it is loaded, and what it wrote to its console, errors and refusals among it. */
export async function render(
  file: string,
  scheme: "light" | "dark" = "light",
): Promise<{ dom: string; console: readonly string[] }> {
  const profile = mkdtempSync(join(tmpdir(), "lundberg-chromium-"));
  const flags = [
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Chromium refuses its sandbox to root, as whom containers run tests.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    `--blink-settings=preferredColorScheme=${scheme === "dark" ? 0 : 1}`,
    "--enable-logging=stderr",
    "--window-size=1400,2000",
    "--virtual-time-budget=2000",
    `--user-data-dir=${profile}`,
    "--dump-dom",
    pathToFileURL(file).href,
  ];
  try {
    const { stdout, stderr } = await new Promise<{ stdout: string; stderr: string }>((done, failed) => {
      execFile(chromium!, flags, { timeout: 100_000, maxBuffer: 50_000_000 }, (error, stdout, stderr) =>
        error === null ? done({ stdout, stderr }) : failed(error),
      );
    });
    return { dom: stdout, console: stderr.split("\n").filter((line) => line.includes(":CONSOLE")) };
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
