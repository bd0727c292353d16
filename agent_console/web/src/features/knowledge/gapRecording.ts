/** A question without an answer is recorded for whoever asked, or put to the gap that asks the same already. */
import { shallowReactive } from 'vue'
import { recordGap } from '@/api/contacts'
import type { Contact } from '@/api/types'
import { readContact } from '../contacts/store'

export interface Unanswered {
  question: string
  words_searched: string
  note?: string
  /** A gap that asks the same. */
  same_as?: string
}

/** What was recorded for a contact last: the question that stood there, and the gap it was put to. */
const recorded = shallowReactive(new Map<string, { question: string; into?: string }>())
export const recordedFor = (contact: Contact) => recorded.get(contact.id)

/** For the owner the agent is in contact with; `offered` is the question as it stood there. */
export async function recordForContact(contact: Contact, asked: Unanswered, offered: string, into?: string) {
  const gap = await recordGap(contact.id, asked)
  recorded.set(contact.id, { question: offered, into })
  await readContact(contact.id).catch(() => undefined)
  return gap
}
