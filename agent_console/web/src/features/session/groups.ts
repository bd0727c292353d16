/** The back-office groups the reader belongs to: what was handed to one is for its people. */
import { computed, shallowRef } from 'vue'
import { listGroups } from '@/api/workOrders'
import type { Contact, Group } from '@/api/types'
import { answersContacts, hasRole } from './session'

const groups = shallowRef<Group[] | null>(null)
let asked = false

export async function readGroups(): Promise<Group[]> {
  asked = true
  groups.value = (await listGroups()).items
  return groups.value
}
/** Read once, when it first matters. */
function need() {
  if (!asked) readGroups().catch(() => (asked = false))
}

/** Whether the reader may take this contact out of the queue. */
export function useMayTake(contact: () => Contact) {
  return computed(() => {
    const { group_id } = contact()
    if (!group_id || hasRole('supervisor')) return answersContacts.value
    need()
    return groups.value?.some((group) => group.id === group_id && group.is_mine) ?? false
  })
}
