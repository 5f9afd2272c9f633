/** The version of this package, as package.json has it (test/package.test.ts compares them). */
export const libraryVersion: string = "0.1.0";
