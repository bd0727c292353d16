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

/** The queue: strictly by class, then by age. */
export function byWaiting(a: Contact, b: Contact): number {
  return (
    RANK[a.class] - RANK[b.class] ||
    time(a.queued_at ?? a.created_at) - time(b.queued_at ?? b.created_at) ||
    compare(a.id, b.id)
  )
}
/** One's own: who has waited longest for an answer stands first; where it is the owner's turn, the oldest. */
export function byAge(a: Contact, b: Contact): number {
  return (
    RANK[a.class] - RANK[b.class] ||
    time(a.last_inbound_at ?? a.created_at) - time(b.last_inbound_at ?? b.created_at) ||
    compare(a.id, b.id)
  )
}

export function waitLevel(contactClass: ContactClass, seconds: number): 'calm' | 'near' | 'over' {
  const target = WAIT_TARGET_SECONDS[contactClass]
  if (seconds >= target) return 'over'
  return seconds >= target * AMBER_FROM ? 'near' : 'calm'
}

/** Since when the owner has been waiting for us; null when it is the owner's turn. */
export function waitingSince(contact: Contact): string | null {
  if (contact.state === 'queued' || contact.state === 'offered') return contact.queued_at
  if (contact.state !== 'active') return null
  return contact.last_message?.direction === 'inbound' || !contact.last_message ? contact.last_inbound_at : null
}

const time = (at: string) => Date.parse(at)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
