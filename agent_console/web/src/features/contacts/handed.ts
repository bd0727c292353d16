/** Contacts that the desk handed to the reader's back-office groups, and those of them in the reader's hands. */
import { ref } from 'vue'
import { listContacts } from '@/api/contacts'
import type { Contact, ContactState } from '@/api/types'
import { useResource, type Resource } from '@/live/resource'
import { hasRole } from '../session/session'

/** Which of both lists of the back office is shown; whoever comes back from a talk finds it as it was left. */
export const backOfficeList = ref<'orders' | 'handed'>('orders')

const OPEN: readonly ContactState[] = ['queued', 'offered', 'active', 'waiting', 'snoozed', 'wrap_up']
/** What nobody has taken stands first, the longest wait in front. */
const rank = (contact: Contact) => (contact.state === 'queued' || contact.state === 'offered' ? 0 : 1)

export function useHanded(): Resource<Contact[]> {
  return useResource(
    async () => {
      const { items } = await listContacts({ group: 'mine', state: OPEN, limit: 200 })
      return items.sort((a, b) => rank(a) - rank(b) || (a.queued_at ?? '').localeCompare(b.queued_at ?? ''))
    },
    { facts: ['queue.changed', 'contact.changed'], when: () => hasRole('back_office') },
  )
}
