/** What was said from here and has not come back as a line of the talk yet. */
import { shallowReactive } from 'vue'
import type { Message } from '@/api/types'

export interface Saying {
  key: number
  text: string
  at: number
}

const said = shallowReactive(new Map<string, readonly Saying[]>())
let count = 0

export function rememberSaying(contactId: string, text: string): void {
  said.set(contactId, [...(said.get(contactId) ?? []), { key: ++count, text, at: Date.now() }])
}
export function forgetSayings(contactId: string): void {
  said.delete(contactId)
}
export const sayingsOf = (contactId: string) => said.get(contactId) ?? []

/** Clocks of two machines differ by this much at most. */
const LEEWAY_MS = 5000
const words = (text: string) => text.replace(/\s+/g, ' ').trim()

/** Each line of the talk answers for one saying, the oldest first. Pure. */
export function unheard(sayings: readonly Saying[], messages: readonly Message[]): Saying[] {
  const lines = messages
    .filter((message) => message.kind === 'message' && message.author.kind === 'agent')
    .map((message) => ({ text: words(message.text), at: Date.parse(message.created_at), used: false }))
  return sayings.filter((saying) => {
    const line = lines.find(({ text, at, used }) => !used && text === words(saying.text) && at >= saying.at - LEEWAY_MS)
    if (line) line.used = true
    return !line
  })
}
