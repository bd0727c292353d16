/** What somebody types as an address: a page, a mailbox or a number. Pure. */

/** The whole address, or null where none can be read. */
export function addressTyped(text: string): string | null {
  const words = text.trim()
  if (/^(https?:\/\/\S|mailto:\S|tel:\S|file:[\w-]+$)\S*$/i.test(words)) return words
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(words)) return `mailto:${words}`
  if (/^\+?[\d\s()-]{5,}$/.test(words)) return `tel:${words.replace(/[^\d+]/g, '')}`
  if (/^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(words)) return `https://${words}`
  return null
}
