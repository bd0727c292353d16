/** `{name}` parts are filled when known; an unknown part stays as it is, so that nobody sends a hole. Pure. */
export function fillTemplate(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] || whole)
}
