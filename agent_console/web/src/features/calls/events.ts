/** What happened on the telephone, as the key and values of a sentence in the reader's language. Pure. */
import type { Language, Message, Names } from '@/api/types'
import { pickName } from '@/i18n'
import { readableAddress } from '../contacts/names'
import { CALL_EVENTS } from './eventNames'
import { spanOf } from './phase'

/** Why nobody was reached, each with its own sentence. */
const UNREACHED = new Set(['busy', 'failed', 'machine', 'hung_up'])

export interface Sentence {
  key: string
  values: Record<string, string>
}

const keyOf = (name: string) => `callEvent.${name.replace('.', '_')}`
/** Labels of a menu are names in several languages, or one plain word. */
const named = (label: unknown, language: Language) =>
  typeof label === 'string' ? label : pickName((label ?? null) as Names | null, language)

/** Null for what this console has no words for. */
export function sentenceOf(event: Message['event'], author: string, language: Language): Sentence | null {
  if (!event || !CALL_EVENTS.has(event.name)) return null
  const { digit, label, position, by, seconds, agent_name, number, reference, address, reason, attempt, action } =
    event.details as Record<string, unknown>
  const name = String(agent_name ?? '') || author
  const key = keyOf(event.name)
  switch (event.name) {
    case 'menu.chosen': {
      const choice = named(label, language)
      return choice ? { key, values: { digit: String(digit ?? ''), label: choice } } : null
    }
    case 'call.queued':
      return position ? { key, values: { position: String(position) } } : { key: `${key}_plain`, values: {} }
    case 'agent.ringing':
    case 'agent.missed':
    case 'talk.started':
      return name ? { key, values: { name } } : { key: `${key}_plain`, values: {} }
    case 'talk.ended':
      return { key: `${key}_${by === 'customer' || by === 'agent' ? by : 'system'}`, values: {} }
    case 'call.overflowed':
      return { key: `${key}_${action === 'callback' ? action : 'voicemail'}`, values: {} }
    case 'call.forwarded':
      return { key, values: { number: readableAddress(String(number ?? '')) } }
    case 'callback.asked':
      return { key, values: { number: readableAddress(String(number ?? '')), reference: String(reference ?? '') } }
    case 'callback.promised':
      return { key, values: { number: readableAddress(String(number ?? '')) } }
    case 'callback.joined':
      return { key, values: { position: String(position ?? '') } }
    case 'call.dialed':
      return { key, values: { number: readableAddress(String(address ?? '')) } }
    case 'call.unreached':
      return {
        key: `${key}_${UNREACHED.has(String(reason)) ? reason : 'no_answer'}`,
        values: { attempt: String(attempt ?? 1) },
      }
    case 'call.abandoned':
    case 'voicemail.left':
      return { key, values: { time: spanOf(Number(seconds ?? 0)) } }
    default:
      return { key, values: {} }
  }
}
