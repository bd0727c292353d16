/** What the owner of a contact asked, as a gap keeps it. Pure. */
import type { Contact } from '@/api/types'
import { sentenceOfWord } from '../calls/eventNames'

const LONGEST = 300
/** Thanks and greetings are shorter than any question. */
const SHORTEST = 5
const MARKS = /[\p{P}\p{Z}\p{S}]/gu

/** The last inbound text, the words searched where that says nothing. */
export function questionOf({ last_message, subject }: Contact, searched: string): string {
  // What the telephone did is nothing that anybody asked.
  const last = last_message && !sentenceOfWord(last_message.text) ? last_message.text : ''
  const inbound = last_message?.direction === 'inbound' ? last : ''
  const saysLittle = searched && inbound.replace(MARKS, '').length < SHORTEST
  return ((!saysLittle && inbound) || searched || subject || last).slice(0, LONGEST)
}
