/** What the simulated carrier tells its device, read with care; and the calls a device holds. Pure. */
import type { DeviceCall } from './device'

export type Frame =
  | { type: 'hello'; identity: string }
  | { type: 'call'; call: DeviceCall }
  | { type: 'error'; code: string; message: string }

const STATES: readonly unknown[] = ['ringing', 'open', 'closed']

/** Null for what cannot be understood: a newer carrier may say more than we know. */
export function readFrame(raw: string): Frame | null {
  let frame: Partial<Record<string, unknown>>
  try {
    frame = JSON.parse(raw)
  } catch {
    return null
  }
  if (frame?.type === 'hello') return { type: 'hello', identity: String(frame.identity ?? '') }
  if (frame?.type === 'error')
    return { type: 'error', code: String(frame.code ?? 'unknown'), message: String(frame.message ?? '') }
  const call = frame?.type === 'call' ? readCall(frame.call) : null
  return call && { type: 'call', call }
}

function readCall(value: unknown): DeviceCall | null {
  const call = (value ?? {}) as Partial<DeviceCall>
  if (!call.sid || !STATES.includes(call.state)) return null
  return {
    sid: call.sid,
    state: call.state!,
    from: call.from ?? '',
    to: call.to ?? '',
    parameters: call.parameters ?? {},
    held: call.held === true,
    muted: call.muted === true,
    started_at: call.started_at ?? '',
    answered_at: call.answered_at ?? null,
    ended_because: call.ended_because ?? null,
    lines: Array.isArray(call.lines) ? call.lines : [],
  }
}

/** The calls that ring or are open, with this one put in, or taken out where it is over. */
export function withCall(calls: readonly DeviceCall[], changed: DeviceCall): DeviceCall[] {
  const others = calls.filter((call) => call.sid !== changed.sid)
  return changed.state === 'closed' ? others : [...others, changed]
}

/** A path belongs to the host of the page; http addresses mean the socket beside them. */
export function socketAddress(url: string, token: string, page: { protocol: string; host: string }): string {
  const address = new URL(url, `${page.protocol}//${page.host}`)
  address.protocol = address.protocol === 'https:' || address.protocol === 'wss:' ? 'wss:' : 'ws:'
  address.searchParams.set('token', token)
  return address.href
}
