/** Words that the server does not have yet, kept on this computer until it has them. */
import type { Language } from '@/api/types'
import type { Draft } from './drafts'

type Left = Pick<Draft, 'text' | 'base'>
const keyOf = (id: string, language: Language) => `article:${id}:${language}`

export function readLeft(id: string, language: Language): Left | null {
  try {
    return JSON.parse(localStorage.getItem(keyOf(id, language)) ?? 'null') as Left | null
  } catch {
    return null
  }
}
/** False where this computer has no room: then only the page itself holds them. */
export function keepLeft(id: string, language: Language, { text, base }: Left): boolean {
  try {
    localStorage.setItem(keyOf(id, language), JSON.stringify({ text, base }))
    return true
  } catch {
    return false
  }
}
export const forgetLeft = (id: string, language: Language) => localStorage.removeItem(keyOf(id, language))
