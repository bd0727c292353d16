/** Sets of synonyms as somebody reads and types them. Pure. */
import type { SynonymSet } from '@/api/synonyms'

/** At least so many words make a set, and at most so many are kept. */
export const LEAST_WORDS = 2
export const MOST_WORDS = 20

/** The words of a line typed by hand: between commas, slashes, semicolons or their full-width forms, each once. */
export function wordsOf(line: string): string[] {
  const found = line
    .split(/[,，、;；/／|\n]+/)
    .map((word) => word.trim().replace(/\s+/g, ' '))
    .filter(Boolean)
  return found.filter((word, index) => found.findIndex((other) => sameWord(other, word)) === index)
}

export function sameWord(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** The sets in which some word begins with, or holds, what is looked for; the newest first while nothing is. */
export function setsWith(sets: readonly SynonymSet[], words: string): SynonymSet[] {
  const wanted = words.trim().toLowerCase()
  if (!wanted) return [...sets].reverse()
  const rank = (set: SynonymSet) => (set.words.some((word) => word.toLowerCase().startsWith(wanted)) ? 0 : 1)
  return sets
    .filter((set) => set.words.some((word) => word.toLowerCase().includes(wanted)))
    .sort((a, b) => rank(a) - rank(b))
}

/** Another set that already holds one of these words: two sets with a common word find each other's words too. */
export function setHolding(sets: readonly SynonymSet[], words: readonly string[], but?: string): SynonymSet | null {
  const holds = (set: SynonymSet) => set.words.some((known) => words.some((word) => sameWord(known, word)))
  return sets.find((set) => set.id !== but && holds(set)) ?? null
}
