/** Which contacts can be merged, and what is about to be taken out again. */
import { ref } from 'vue'
import type { Contact, MergedContact, Message } from '@/api/types'

/** What its closing still allows: the time within which its owner would reopen it. */
const REOPENING_MS = 72 * 3_600_000

/** What a talk says of merges, and the key of its words. */
export const MERGE_WORDS: Record<string, string> = {
  'contact.merged': 'acts.mergedHere',
  'contact.merged_into': 'acts.mergedInto',
  'contact.unmerged': 'acts.unmergedHere',
  'contact.unmerged_from': 'acts.unmergedFrom',
}
/** In the talk of what it was merged into, the other half of the same sentence. */
const OTHER_HALVES = new Set(['contact.merged_into', 'contact.unmerged_from'])
export const saysItAgain = (message: Message, contact: Contact) =>
  message.contact_id !== contact.id && OTHER_HALVES.has(message.event?.name ?? '')
export const isMergeLine = (message: Message) => !!message.event && message.event.name in MERGE_WORDS

/** The merged contact whose undoing is being asked for. */
export const unmerging = ref<Pick<MergedContact, 'id' | 'reference'> | null>(null)

const isFresh = (contact: Contact, nowMs: number) =>
  contact.state !== 'closed' || (!!contact.closed_at && nowMs - Date.parse(contact.closed_at) < REOPENING_MS)

/** The others that this one may be merged with: open or closed lately, one of both open, none merged already. */
export function mergeable(contact: Contact, others: readonly Contact[], nowMs: number): Contact[] {
  if (contact.merged_into_id || !isFresh(contact, nowMs)) return []
  const seen = new Set([contact.id])
  return others.filter((other) => {
    if (seen.has(other.id) || other.merged_into_id || !isFresh(other, nowMs)) return false
    seen.add(other.id)
    return contact.state !== 'closed' || other.state !== 'closed'
  })
}

/** Which of both goes on unless the reader says otherwise: the open one, the one in somebody's hands, the older one. */
export function likelySurvivor(one: Contact, other: Contact): Contact {
  const rank = (contact: Contact) => [
    contact.state === 'closed' ? 1 : 0,
    contact.channel === 'voice' && contact.state === 'active' ? 0 : 1,
    contact.agent_id ? 0 : 1,
  ]
  const [first, second] = [rank(one), rank(other)]
  for (const index of first.keys())
    if (first[index] !== second[index]) return first[index]! < second[index]! ? one : other
  return one.created_at <= other.created_at ? one : other
}
