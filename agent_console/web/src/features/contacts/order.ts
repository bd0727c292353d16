/** The order of lists, and how long a contact may wait. Pure. */
import type { Contact, ContactClass } from '@/api/types'

const RANK: Record<ContactClass, number> = { emergency: 0, priority: 1, normal: 2, low: 3 }

/** Seconds until an owner has waited too long; amber shows from four fifths of it. */
export const WAIT_TARGET_SECONDS: Record<ContactClass, number> = {
  emergency: 60,
  priority: 300,
  normal: 900,
  low: 3600,
}
const AMBER_FROM = 0.8

/** Sorts by keys that are worked out once per row: lists of hundreds are sorted ten times a second in a storm. */
function sorted(contacts: Iterable<Contact>, since: (contact: Contact) => string): Contact[] {
  const keyed = Array.from(contacts, (contact) => ({
    contact,
    rank: RANK[contact.class],
    at: Date.parse(since(contact)),
  }))
  keyed.sort((a, b) => a.rank - b.rank || a.at - b.at || compare(a.contact.id, b.contact.id))
  return keyed.map(({ contact }) => contact)
}

/** The queue: strictly by class, then by age. */
export const byWaiting = (contacts: Iterable<Contact>) =>
  sorted(contacts, (contact) => contact.queued_at ?? contact.created_at)
/** One's own: whoever wrote longest ago stands first. */
export const byAge = (contacts: Iterable<Contact>) =>
  sorted(contacts, (contact) => contact.last_inbound_at ?? contact.created_at)

export function waitLevel(contactClass: ContactClass, seconds: number): 'calm' | 'near' | 'over' {
  const target = WAIT_TARGET_SECONDS[contactClass]
  if (seconds >= target) return 'over'
  return seconds >= target * AMBER_FROM ? 'near' : 'calm'
}

/** The same where the product itself says by when the owner is promised an answer. */
export function dueLevel(since: string, due: string, now: number): 'calm' | 'near' | 'over' {
  const begins = Date.parse(since)
  const ends = Date.parse(due)
  if (now >= ends) return 'over'
  return now - begins >= (ends - begins) * AMBER_FROM ? 'near' : 'calm'
}

/** Since when the owner has been waiting for us; null when it is the owner's turn. */
export function waitingSince(contact: Contact): string | null {
  if (contact.state === 'queued' || contact.state === 'offered') return contact.queued_at
  // Whoever is on the telephone with us does not wait.
  if (contact.state !== 'active' || contact.channel === 'voice') return null
  // A note of ours is no answer to the owner.
  return contact.last_message?.direction === 'outbound' ? null : contact.last_inbound_at
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
