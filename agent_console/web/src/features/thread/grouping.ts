/** Messages as they are read: by day, and by author within three minutes. Pure. */
import type { Message } from '@/api/types'
import { dateKey } from '@/i18n/times'

const SAME_BREATH_MS = 180_000

export type Side = 'owner' | 'us' | 'note' | 'fact'
export interface MessageGroup {
  key: string
  side: Side
  author: string
  authorIsAgent: boolean
  messages: Message[]
  lastAt: string
}
export interface Day {
  key: string
  at: string
  groups: MessageGroup[]
}

export function sideOf(message: Message): Side {
  // An absence notice is a note to the server, but the owner's letter to the eye.
  if (message.kind === 'note') return message.mail ? 'owner' : 'note'
  if (message.kind === 'system' || message.kind === 'call_event') return 'fact'
  return message.direction === 'inbound' ? 'owner' : 'us'
}

function belongsTo(group: MessageGroup | undefined, message: Message, side: Side): group is MessageGroup {
  if (!group || side === 'fact' || group.side !== side) return false
  // What came by another of the merged contacts is marked, so it stands for itself.
  if (group.messages[0]!.contact_id !== message.contact_id) return false
  if (group.messages[0]!.author.id !== message.author.id || group.messages[0]!.author.kind !== message.author.kind)
    return false
  return Date.parse(message.created_at) - Date.parse(group.lastAt) <= SAME_BREATH_MS
}

export function byDay(messages: readonly Message[]): Day[] {
  const days: Day[] = []
  for (const message of messages) {
    const key = dateKey(message.created_at)
    let day = days.at(-1)
    if (day?.key !== key) days.push((day = { key, at: message.created_at, groups: [] }))
    const side = sideOf(message)
    const group = day.groups.at(-1)
    if (belongsTo(group, message, side)) {
      group.messages.push(message)
      group.lastAt = message.created_at
      continue
    }
    day.groups.push({
      key: message.id,
      side,
      author: message.author.name ?? '',
      authorIsAgent: message.author.kind === 'agent',
      messages: [message],
      lastAt: message.created_at,
    })
  }
  return days
}
