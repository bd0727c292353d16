import type { Contact, Language } from '@/api/types'
import { pickName } from '@/i18n'

type Translate = (key: string) => string

/** Who this is: the customer, else the address as it arrived. */
export function contactName(contact: Contact, t: Translate): string {
  return contact.customer_name || contact.address || t('contact.unknown')
}
export function contactPlace(contact: Contact, language: Language): string {
  return pickName(contact.place_names, language) || contact.place_code || ''
}
