/** The life of the agent's telephone as one value: what it is, why it is not more, and the calls it holds. Pure. */
import type { DeviceCall } from './device'
import { withCall } from './frames'

export type DeviceState = 'off' | 'connecting' | 'ready' | 'lost' | 'none'

/** Why there is no telephone; each has its own sentence. */
export type NoPhoneReason = 'no_carrier' | 'not_supported' | 'not_allowed'

export interface Softphone {
  state: DeviceState
  reason: NoPhoneReason | null
  /** Attempts since the last time it was ready. */
  attempt: number
  typesSpeech: boolean
  calls: readonly DeviceCall[]
}

export type SoftphoneEvent =
  | { type: 'wanted' }
  | { type: 'refused'; reason: NoPhoneReason }
  | { type: 'opening'; typesSpeech: boolean }
  | { type: 'ready' }
  | { type: 'lost' }
  | { type: 'call'; call: DeviceCall }
  | { type: 'settled'; sids: ReadonlySet<string> }
  | { type: 'unwanted' }

export const OFF: Softphone = { state: 'off', reason: null, attempt: 0, typesSpeech: false, calls: [] }

export function afterEvent(phone: Softphone, event: SoftphoneEvent): Softphone {
  switch (event.type) {
    case 'wanted':
      return phone.state === 'off' || phone.state === 'none' ? { ...OFF, state: 'connecting' } : phone
    case 'unwanted':
      return OFF
    case 'refused':
      return { ...OFF, state: 'none', reason: event.reason }
    case 'opening':
      return { ...phone, typesSpeech: event.typesSpeech }
    case 'ready':
      return { ...phone, state: 'ready', attempt: 0 }
    case 'lost':
      // Calls stay as they were last seen: the carrier holds them, and tells the next device what is left.
      if (phone.state === 'off' || phone.state === 'none') return phone
      return { ...phone, state: phone.state === 'connecting' ? 'connecting' : 'lost', attempt: phone.attempt + 1 }
    case 'call':
      return { ...phone, calls: withCall(phone.calls, event.call) }
    case 'settled':
      // A new device was told what there is; what nobody named ended while we were away.
      return { ...phone, calls: phone.calls.filter((call) => event.sids.has(call.sid)) }
  }
}

const REFRESH_BEFORE_MS = 5 * 60_000
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** When to ask for the next permission: well before the end, and of a short one at its half. Null when it never ends. */
export function refreshIn(expiresAt: string | null, now: number): number | null {
  if (!expiresAt) return null
  const left = Date.parse(expiresAt) - now
  if (!Number.isFinite(left)) return null
  return Math.min(LONGEST_TIMER_MS, Math.max(1000, Math.max(left - REFRESH_BEFORE_MS, left / 2)))
}

/** Whether a permission still lets a device in. */
export function isUsable(expiresAt: string | null, now: number): boolean {
  return !expiresAt || Date.parse(expiresAt) - now > 30_000
}

/** The device's side of a call of ours: by the carrier's id of a leg, else by one of our own ids that it was given. */
export function deviceCallOf(calls: readonly DeviceCall[], ids: readonly (string | null)[]): DeviceCall | null {
  const known = (call: DeviceCall) => [call.sid, ...Object.values(call.parameters)].some((id) => ids.includes(id))
  return calls.find(known) ?? null
}
