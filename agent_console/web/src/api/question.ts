/** What somebody types or pastes, as a question the search takes. Pure. */
const LONGEST = 400

/** A whole letter may be pasted: what it begins with is asked. Counted as the server counts, a sign outside the BMP once. */
export const asQuestion = (words: string): string => [...words.replaceAll('\0', ' ').trim()].slice(0, LONGEST).join('')
