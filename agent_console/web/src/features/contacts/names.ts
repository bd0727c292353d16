import type { Contact, Language } from '@/api/types'
import { pickName } from '@/i18n'
import { sentenceOfWord } from '../calls/eventNames'

type Translate = (key: string, named?: Record<string, unknown>, plural?: number) => string

/** Who this is: the customer, else the address as it arrived. */
export function contactName(contact: Contact, t: Translate): string {
  return contact.customer_name || readableAddress(contact.address) || t('contact.unknown')
}

/** Numbers in the groups people say them in; everything else as it is. */
export function readableAddress(address: string): string {
  const hongKong = /^\+852(\d{4})(\d{4})$/.exec(address)
  if (hongKong) return `+852 ${hongKong[1]} ${hongKong[2]}`
  const mainland = /^\+86(\d{3})(\d{4})(\d{4})$/.exec(address)
  return mainland ? `+86 ${mainland[1]} ${mainland[2]} ${mainland[3]}` : address
}

/** What the owner wants: while nobody has answered, our automatic words say nothing about it. */
export function contactWords(contact: Contact, t: Translate): string {
  const last = contact.last_message
  const unanswered = contact.state === 'queued' || contact.state === 'offered'
  if (last && (last.direction === 'inbound' || !unanswered)) {
    const words = lastWords(last, t)
    // What a mail is about stands above its greeting.
    return contact.channel === 'email' ? [contact.subject, words].filter(Boolean).join(' · ') : words || contact.subject
  }
  return contact.subject || (last ? lastWords(last, t) : '')
}
/** A telephone's entry has a machine's word, a picture has none. */
function lastWords(last: NonNullable<Contact['last_message']>, t: Translate): string {
  const event = sentenceOfWord(last.text)
  if (event) return t(event)
  return (
    last.text || (last.attachment_count ? t('row.files', { count: last.attachment_count }, last.attachment_count) : '')
  )
}
export function contactPlace(contact: Contact, language: Language): string {
  return pickName(contact.place_names, language) || contact.place_code || ''
}
