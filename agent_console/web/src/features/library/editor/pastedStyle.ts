/** What pasted HTML says of its look: the style attribute, kept aside under another name. */

export function declarations(element: Element): Record<string, string> {
  return readDeclarations(element.getAttribute('data-style') ?? '')
}
/** Pure. */
export function readDeclarations(style: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const one of style.split(';')) {
    const colon = one.indexOf(':')
    if (colon > 0)
      found[one.slice(0, colon).trim().toLowerCase()] = one
        .slice(colon + 1)
        .trim()
        .toLowerCase()
  }
  return found
}
export const unwrap = (element: Element) => element.replaceWith(...element.childNodes)
