/**
 * The agent's telephone in this window. Every window of an agent is a telephone of its own: all of them ring, the first
 * answer wins, and the carrier tells the others. It comes back by itself when the line breaks, and renews its permission
 * in time by opening the next device before it closes the last.
 */
import { computed, shallowRef } from 'vue'
import { fetchSoftphone } from '@/api/calls'
import { ApiError } from '@/api/errors'
import { reconnectWait } from '@/live/sequence'
import type { Device, Driver, Grant } from './device'
import { simulator } from './simulator'
import { afterEvent, isUsable, OFF, refreshIn, type NoPhoneReason, type SoftphoneEvent } from './state'

/** After a hello the carrier names its calls at once. */
const SETTLE_MS = 1500
const RENEW_AGAIN_MS = 20_000

/** The telephones there are. One for Twilio's own network joins them with its voice library. */
const drivers: Partial<Record<string, Driver>> = { simulator }

const phone = shallowRef(OFF)
export const softphone = computed(() => phone.value)
export const deviceCalls = computed(() => phone.value.calls)

/** The one that is registered, and the one on its way. */
let device: Device | null = null
let opening: Device | null = null
let grant: Grant | null = null
let driver: Driver | null = null
let wanted = false
let retryTimer: ReturnType<typeof setTimeout> | undefined
let refreshTimer: ReturnType<typeof setTimeout> | undefined

function happened(event: SoftphoneEvent) {
  phone.value = afterEvent(phone.value, event)
}

async function askForGrant(): Promise<boolean> {
  const answer = await fetchSoftphone()
  const found = drivers[answer.driver]
  if (!found) {
    giveUp(answer.driver === 'none' ? 'no_carrier' : 'not_supported')
    return false
  }
  driver = found
  grant = answer
  return true
}
function giveUp(reason: NoPhoneReason) {
  happened({ type: 'refused', reason })
}

async function open(): Promise<void> {
  clearTimeout(retryTimer)
  if (!wanted) return
  try {
    if ((!grant || !isUsable(grant.expires_at, Date.now())) && !(await askForGrant())) return
  } catch (error) {
    if (error instanceof ApiError && [403, 404].includes(error.status)) return giveUp('not_allowed')
    return retryLater()
  }
  if (wanted) connect(grant!, driver!)
}

function connect(permission: Grant, by: Driver) {
  happened({ type: 'opening', typesSpeech: by.typesSpeech })
  const named = new Set<string>()
  let greeted = false
  const opened: Device = by.open(permission, {
    ready() {
      greeted = true
      device?.close()
      device = opened
      opening = null
      happened({ type: 'ready' })
      setTimeout(() => device === opened && happened({ type: 'settled', sids: named }), SETTLE_MS)
      armRefresh(permission)
    },
    call(call) {
      named.add(call.sid)
      happened({ type: 'call', call })
    },
    refused: () => undefined,
    lost() {
      // A permission that never let us in is not tried twice.
      if (!greeted && grant === permission) grant = null
      if (device === opened) device = null
      if (opening === opened) opening = null
      if (!opening) retryLater()
    },
  })
  opening?.close()
  opening = opened
}

/** While the last device still stands, the next one may take its time. */
function retryLater() {
  if (!device) happened({ type: 'lost' })
  clearTimeout(retryTimer)
  if (wanted)
    retryTimer = setTimeout(() => void open(), device ? RENEW_AGAIN_MS : reconnectWait(phone.value.attempt - 1))
}

function armRefresh(permission: Grant) {
  clearTimeout(refreshTimer)
  const wait = refreshIn(permission.expires_at, Date.now())
  if (wait === null) return
  refreshTimer = setTimeout(() => {
    grant = null
    void open()
  }, wait)
}

export function startSoftphone(): void {
  if (wanted) return
  wanted = true
  happened({ type: 'wanted' })
  void open()
}
export function stopSoftphone(): void {
  wanted = false
  clearTimeout(retryTimer)
  clearTimeout(refreshTimer)
  opening?.close()
  device?.close()
  opening = device = grant = driver = null
  happened({ type: 'unwanted' })
}
/** The line is back, or somebody asks: no need to wait for the next attempt. */
export function reconnectSoftphone(): void {
  if (wanted && !device && !opening && phone.value.state !== 'none') void open()
}
addEventListener('online', reconnectSoftphone)

export const answerLeg = (sid: string) => device?.answer(sid)
export const hangUpLeg = (sid: string) => device?.hangUp(sid)
export const sayOn = (sid: string, text: string) => device?.say(sid, text)
