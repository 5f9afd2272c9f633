/** Text that is code, where there is any. */
export function code(text: string): string {
  return text === "" ? "" : `\`${text}\``;
}
