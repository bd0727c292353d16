/** By which channel the open composer answers: with contacts merged in it may be another than that of the contact. */
import { shallowReactive } from 'vue'
import type { Channel, Contact } from '@/api/types'

const chosen = shallowReactive(new Map<string, Channel>())

export function answersBy(contactId: string, channel: Channel): void {
  chosen.set(contactId, channel)
}
export const answerChannelOf = (contact: Contact): Channel => chosen.get(contact.id) ?? contact.channel
