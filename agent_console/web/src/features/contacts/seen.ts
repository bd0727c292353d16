/** Which owner messages this reader has looked at, so that a row of one's own can carry a dot. */
import { reactive } from 'vue'
import type { Contact } from '@/api/types'
import { user } from '../session/session'

const KEY = 'seen'
const KEEP = 400

function read(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}')
  } catch {
    return {}
  }
}
const seen = reactive(read())

export function markSeen(contact: Contact): void {
  if (!contact.last_inbound_at || seen[contact.id] === contact.last_inbound_at) return
  seen[contact.id] = contact.last_inbound_at
  const surplus = Object.keys(seen).length - KEEP
  if (surplus > 0) for (const id of Object.keys(seen).slice(0, surplus)) delete seen[id]
  localStorage.setItem(KEY, JSON.stringify(seen))
}
export function isUnread(contact: Contact): boolean {
  if (contact.state === 'closed' || contact.agent_id !== user.value?.id || !contact.last_inbound_at) return false
  return contact.last_message?.direction === 'inbound' && (seen[contact.id] ?? '') < contact.last_inbound_at
}
