// C0 and C1 controls and DEL, which steer a terminal; marks of direction and separators of lines, which make a text look
// like another one.
const unprintable = /[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A text on one line, as it may be shown on a terminal: what is no character to be seen is written as JSON would,
 * `\u001b`, so that no name of a model can move the cursor, forge a line or set a title. `kept` are characters that stay.
 */
export function printable(text: string, kept = ""): string {
  return text.replace(unprintable, (character) =>
    kept.includes(character) ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
