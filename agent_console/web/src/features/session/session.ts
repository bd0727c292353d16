/** Who is signed in. When the session ends under the reader's hands, the page stays and a dialog asks to sign in again. */
import { computed, reactive, ref } from 'vue'
import { useCsrfToken, whenSessionIsLost } from '@/api/client'
import { ApiError } from '@/api/errors'
import * as sessionApi from '@/api/session'
import type { Agent, ChosenPresence, Role, Session, User } from '@/api/types'
import { connectLive, disconnectLive, onFacts, onRefetch } from '@/live/live'
import { adoptAccountLanguage } from './preferences'

const state = reactive({ user: null as User | null, known: false, lost: false })

export const user = computed(() => state.user)
export const sessionLost = computed(() => state.lost)
export const me = ref<Agent | null>(null)

whenSessionIsLost(() => {
  if (state.user) state.lost = true
})

export function hasRole(...roles: Role[]): boolean {
  return !!state.user && roles.some((role) => state.user!.roles.includes(role))
}
export const answersContacts = computed(() => hasRole('agent', 'supervisor'))

async function begin(session: Session): Promise<void> {
  useCsrfToken(session.csrf_token)
  state.user = session.user
  state.lost = false
  await adoptAccountLanguage(session.user.language)
  connectLive()
  void refreshMe()
}

/** Asks the server once per page load; afterwards the answer is known. */
export async function findSession(): Promise<User | null> {
  if (state.known) return state.user
  try {
    await begin(await sessionApi.fetchSession())
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
  }
  state.known = true
  return state.user
}

export async function signIn(username: string, password: string): Promise<void> {
  const before = state.user?.id
  const session = await sessionApi.signIn(username, password)
  // Another person must not find the first one's open work.
  if (before && before !== session.user.id) return location.assign('/')
  await begin(session)
  state.known = true
}

export async function signOut(): Promise<void> {
  await sessionApi.signOut()
  disconnectLive()
  location.assign('/sign-in')
}

export async function changePassword(current: string, next: string): Promise<void> {
  await sessionApi.changePassword(current, next)
  if (state.user) state.user.must_change_password = false
}

async function refreshMe(): Promise<void> {
  try {
    me.value = await sessionApi.fetchMe()
  } catch {
    // The top bar keeps the last known presence; the next fact or refetch asks again.
  }
}
export async function setPresence(presence: ChosenPresence): Promise<void> {
  me.value = await sessionApi.savePresence(presence)
}

export function keepSessionFresh(): void {
  onFacts('agent.changed', (ids) => void (state.user && ids.includes(state.user.id) && refreshMe()))
  onRefetch(() => void (state.user && refreshMe()))
}
