import { takeCoverage } from "node:v8";
import { afterAll } from "vitest";

// Vitest ends its processes by a signal, before V8 would write what it counted.
afterAll(() => takeCoverage());
