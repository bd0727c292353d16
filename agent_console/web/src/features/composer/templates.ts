/** `{name}` parts are filled when known; an unknown part stays as it is, so that nobody sends a hole. Pure. */
const BLANK = /\{[a-z_]+\}/

export function firstBlank(text: string): { start: number; end: number } | null {
  const found = BLANK.exec(text)
  return found ? { start: found.index, end: found.index + found[0].length } : null
}

export function fillTemplate(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] || whole)
}
