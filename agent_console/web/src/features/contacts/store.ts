/**
 * The contacts this window knows, by id. Lists are views on this one store, so a contact that changes hands moves
 * between them by itself. A few changed contacts are read singly; a storm of changes reads the lists again instead.
 */
import { computed, reactive, ref, shallowRef } from 'vue'
import * as contactsApi from '@/api/contacts'
import { ApiError } from '@/api/errors'
import type { Contact } from '@/api/types'
import { onFacts, onRefetch } from '@/live/live'
import { hasRole, user } from '../session/session'
import { byAge, byWaiting } from './order'

const SINGLE_READS_AT_MOST = 8
const STORM_PAUSE_MS = 1000
const QUEUE_STATES: readonly Contact['state'][] = ['queued', 'offered']
const MINE_STATES: readonly Contact['state'][] = ['offered', 'active', 'wrap_up', 'waiting', 'snoozed']

const known = reactive(new Map<string, Contact>())
export const listError = shallowRef<unknown>(null)
export const listsLoaded = ref(false)

export function remember(contact: Contact): void {
  const held = known.get(contact.id)
  if (!held || contact.version >= held.version) known.set(contact.id, contact)
}
export function knownContact(id: string): Contact | undefined {
  return known.get(id)
}

const isMine = (contact: Contact) => contact.agent_id !== null && contact.agent_id === user.value?.id

export const queue = computed(() =>
  [...known.values()].filter((contact) => QUEUE_STATES.includes(contact.state)).sort(byWaiting),
)
const mine = computed(() =>
  [...known.values()].filter((contact) => isMine(contact) && MINE_STATES.includes(contact.state)),
)
export const mineActive = computed(() =>
  mine.value.filter((contact) => contact.state === 'active' || contact.state === 'wrap_up').sort(byAge),
)
export const mineWaiting = computed(() => mine.value.filter((contact) => contact.state === 'waiting').sort(byAge))
export const mineSnoozed = computed(() => mine.value.filter((contact) => contact.state === 'snoozed').sort(byAge))

/** Rows that the server no longer lists are read once more, or dropped when they are gone. */
function forgetAllBut(listed: Set<string>): string[] {
  return [...known.values()]
    .filter((contact) => contact.state !== 'closed' && !listed.has(contact.id))
    .map((contact) => contact.id)
}

export async function loadLists(): Promise<void> {
  if (!user.value) return
  try {
    const [waiting, own] = await Promise.all([
      contactsApi.allContacts({ state: QUEUE_STATES }),
      contactsApi.allContacts({ agent: 'me', state: MINE_STATES }),
    ])
    const listed = new Set([...waiting, ...own].map((contact) => contact.id))
    for (const contact of [...waiting, ...own]) known.set(contact.id, contact)
    const stale = forgetAllBut(listed)
    if (stale.length <= SINGLE_READS_AT_MOST) await Promise.all(stale.map(readContact))
    else for (const id of stale) known.delete(id)
    listError.value = null
    listsLoaded.value = true
  } catch (error) {
    listError.value = error
  }
}

export async function readContact(id: string): Promise<void> {
  try {
    remember(await contactsApi.getContact(id))
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 403)) known.delete(id)
  }
}

let stormTimer: ReturnType<typeof setTimeout> | undefined
function readListsSoon() {
  stormTimer ??= setTimeout(() => {
    stormTimer = undefined
    void loadLists()
  }, STORM_PAUSE_MS)
}

export function keepContactsFresh(): void {
  onFacts('contact.changed', (ids) => {
    if (!listsLoaded.value) return
    if (ids.length > SINGLE_READS_AT_MOST) readListsSoon()
    else for (const id of ids) void readContact(id)
  })
  onRefetch(() => void (listsLoaded.value && loadLists()))
}

/** Only who holds a contact decides about it, and supervisors about all. */
export function useMayAct(contact: () => Contact) {
  return computed(() => contact().state !== 'closed' && (isMine(contact()) || hasRole('supervisor')))
}

export function useContact(id: () => string | null) {
  return computed(() => (id() ? known.get(id()!) : undefined))
}
