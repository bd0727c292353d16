/**
 * The contacts this window knows, by id. Lists are views on this one store, so a contact that changes hands moves
 * between them by itself. A few changed contacts are read singly; a storm of changes reads the lists again instead.
 */
import { computed, ref, shallowReactive, shallowRef, watch } from 'vue'
import * as contactsApi from '@/api/contacts'
import { ApiError } from '@/api/errors'
import type { Contact } from '@/api/types'
import { onFacts, onRefetch, showThreads } from '@/live/live'
import { hasRole, user } from '../session/session'
import { byAge, byWaiting } from './order'

const SINGLE_READS_AT_MOST = 8
const STORM_PAUSE_MS = 1000
/** More threads than this are not worth naming: then the window hears of all. */
const NAMED_AT_MOST = 1000
const QUEUE_STATES: readonly Contact['state'][] = ['queued', 'offered']
const MINE_STATES: readonly Contact['state'][] = ['offered', 'active', 'wrap_up', 'waiting', 'snoozed']

// Contacts are replaced, never changed in place, so only the map itself is watched.
const known = shallowReactive(new Map<string, Contact>())
export const listError = shallowRef<unknown>(null)
export const listsLoaded = ref(false)

export function remember(contact: Contact): void {
  const held = known.get(contact.id)
  if (!held || contact.version >= held.version) known.set(contact.id, contact)
}
export function knownContact(id: string): Contact | undefined {
  return known.get(id)
}

/** The contacts whose messages make up the talk: its own, and those merged into it. */
export const threadIds = (contact: Contact) => [contact.id, ...contact.merged.map(({ id }) => id)]

const isMine = (contact: Contact) => contact.agent_id !== null && contact.agent_id === user.value?.id

export const queue = computed(() => byWaiting([...known.values()].filter(({ state }) => QUEUE_STATES.includes(state))))
const mine = computed(() =>
  [...known.values()].filter((contact) => isMine(contact) && MINE_STATES.includes(contact.state)),
)
const mineIn = (...states: Contact['state'][]) =>
  computed(() => byAge(mine.value.filter(({ state }) => states.includes(state))))
export const mineActive = mineIn('active', 'wrap_up')
export const mineWaiting = mineIn('waiting')
export const mineSnoozed = mineIn('snoozed')

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
    if (stale.length <= SINGLE_READS_AT_MOST) await readContacts(stale)
    else for (const id of stale) known.delete(id)
    listError.value = null
    listsLoaded.value = true
  } catch (error) {
    listError.value = error
  }
}

/** Read together and put in together, so that a burst of changes is drawn once. */
async function readContacts(ids: string[]): Promise<void> {
  const answers = await Promise.allSettled(ids.map(contactsApi.getContact))
  answers.forEach((answer, index) => {
    if (answer.status === 'fulfilled') remember(answer.value)
    else if (answer.reason instanceof ApiError && [403, 404].includes(answer.reason.status)) known.delete(ids[index]!)
  })
}
export const readContact = (id: string) => readContacts([id])

/** At once after a quiet second, and at most once a second in a storm. */
let stormTimer: ReturnType<typeof setTimeout> | undefined
let lastRead = 0
function readListsSoon() {
  stormTimer ??= setTimeout(
    () => {
      stormTimer = undefined
      lastRead = Date.now()
      void loadLists()
    },
    Math.max(0, lastRead + STORM_PAUSE_MS - Date.now()),
  )
}

export function keepContactsFresh(): void {
  onFacts(['contact.changed', 'sla.changed'], (ids) => {
    if (!listsLoaded.value) return
    if (ids.length > SINGLE_READS_AT_MOST) readListsSoon()
    else void readContacts(ids)
  })
  // Threads that come and go in the queues are not shown yet, so nothing names them.
  onFacts('queue.changed', () => void (listsLoaded.value && readListsSoon()))
  onRefetch(() => void (listsLoaded.value && loadLists()))
  watch(
    () => (listsLoaded.value && known.size <= NAMED_AT_MOST ? [...known.values()].flatMap(threadIds) : null),
    (ids) => ids && showThreads(ids),
  )
}

/** Only who holds a contact decides about it, and supervisors about all. */
export function useMayAct(contact: () => Contact) {
  return computed(() => contact().state !== 'closed' && (isMine(contact()) || hasRole('supervisor')))
}

export function useContact(id: () => string | null) {
  return computed(() => (id() ? known.get(id()!) : undefined))
}
