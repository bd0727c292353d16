/**
 * The calls this window cares about, by id: those of my own contacts, of an offer that rings here, and of the contact
 * that is opened. Facts about other people's calls pass by unread.
 */
import { computed, onScopeDispose, shallowReactive, watch, watchEffect } from 'vue'
import * as callsApi from '@/api/calls'
import { ApiError } from '@/api/errors'
import type { Call, Contact } from '@/api/types'
import { onFacts, onRefetch } from '@/live/live'
import { answerLeg, deviceCalls } from '@/softphone/softphone'
import { deviceCallOf } from '@/softphone/state'
import { mineActive } from '../contacts/store'
import { hasRole, user } from '../session/session'

/** How long an answered offer may wait for its leg to ring here. */
const ANSWER_WITHIN_MS = 45_000

const known = shallowReactive(new Map<string, Call>())
/** How many screens watch a call just now. */
const watched = new Map<string, number>()

function keep(call: Call) {
  const held = known.get(call.id)
  if (!held || call.version >= held.version) known.set(call.id, call)
}
async function read(id: string): Promise<void> {
  try {
    keep(await callsApi.getCall(id))
  } catch (error) {
    // Without an answer the last known state stays; the next fact or refetch asks again.
    if (error instanceof ApiError && [403, 404].includes(error.status)) known.delete(id)
  }
}

onFacts('call.changed', (ids) => ids.filter((id) => watched.has(id)).forEach((id) => void read(id)))
onRefetch(() => [...watched.keys()].forEach((id) => void read(id)))

/** Keeps these calls fresh as long as the screen that asks is there. */
export function watchCalls(ids: () => readonly string[]): void {
  const mine = new Set<string>()
  function release(id: string) {
    const left = (watched.get(id) ?? 1) - 1
    if (left > 0) return void watched.set(id, left)
    watched.delete(id)
    known.delete(id)
  }
  function follow(wanted: readonly string[]) {
    for (const id of [...mine]) {
      if (wanted.includes(id)) continue
      mine.delete(id)
      release(id)
    }
    for (const id of wanted) {
      if (mine.has(id)) continue
      mine.add(id)
      watched.set(id, (watched.get(id) ?? 0) + 1)
      if (!known.has(id)) void read(id)
    }
  }
  watch(
    () => ids().join(),
    () => follow(ids()),
    { immediate: true },
  )
  onScopeDispose(() => follow([]))
}

export function useCallOf(contact: () => Contact | undefined) {
  // The back office reads the talk behind an order, but not the telephone.
  const id = () => (hasRole('agent', 'supervisor', 'manager') ? (contact()?.call_id ?? null) : null)
  watchCalls(() => (id() ? [id()!] : []))
  return computed(() => (id() ? (known.get(id()!) ?? null) : null))
}

/** My contacts with a call that is not over; with one telephone there is hardly ever more than one. */
export const myCalls = computed(() =>
  mineActive.value.flatMap((contact) => {
    const call = contact.call_id ? known.get(contact.call_id) : undefined
    return call && isLive(call) && call.agent_id === user.value?.id ? [{ contact, call }] : []
  }),
)
export const myCallIds = () => mineActive.value.flatMap((contact) => contact.call_id ?? [])

export const isLive = (call: Call) => call.state !== 'ended'

/** Our own leg of a call as this window's telephone knows it. */
export function legHere(call: Call | null) {
  if (!call) return null
  const legs = call.legs.filter((leg) => leg.role === 'agent')
  return deviceCallOf(deviceCalls.value, [call.id, ...legs.flatMap((leg) => [leg.id, leg.external_id])])
}

/** Calls that were accepted at the screen before their leg rang at the telephone, and until when that counts. */
const toAnswer = shallowReactive(new Map<string, number>())

export function answerWhenItRings(callId: string): void {
  toAnswer.set(callId, Date.now() + ANSWER_WITHIN_MS)
}
/** Runs once in a window: the two halves of an answer find each other, whichever comes first. */
export function keepAnswering(): void {
  watchCalls(() => [...toAnswer.keys()])
  watchEffect(() => {
    for (const [callId, until] of toAnswer) {
      const leg = legHere(known.get(callId) ?? null)
      if (leg?.state === 'ringing' && Date.now() < until) answerLeg(leg.sid)
      if (leg || Date.now() >= until) toAnswer.delete(callId)
    }
  })
}

/** Runs an act and keeps what the server answers. */
export async function act(run: (id: string) => Promise<Call>, id: string): Promise<void> {
  keep(await run(id))
}
