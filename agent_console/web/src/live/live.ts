/**
 * The live socket: one per window. Screens ask for `onFacts` (ids that changed, at most ten times a second)
 * and `onRefetch` (something may have been missed: read again).
 */
import { onScopeDispose, reactive, readonly } from 'vue'
import { createBatch } from './batch'
import { URGENT_FACTS, type Fact, type FactType } from './facts'
import { reconnectWait, Sequence } from './sequence'

/** The server pings every 15 s; silence for longer means the line is dead though the socket does not know it. */
const SILENCE_MS = 35_000

type FactListener = (ids: string[]) => void

const listeners = new Map<string, Set<FactListener>>()
const refetchers = new Set<() => void>()
const status = reactive({ connected: false, everConnected: false, lostAt: null as number | null, clockOffset: 0 })
export const liveStatus = readonly(status)

let socket: WebSocket | null = null
let wanted = false
let attempt = 0
let retryTimer: ReturnType<typeof setTimeout> | undefined
let silenceTimer: ReturnType<typeof setTimeout> | undefined
const sequence = new Sequence()
let shown: readonly string[] | null = null

function deliver(type: string, ids: string[]) {
  for (const listener of listeners.get(type) ?? []) listener(ids)
}
const batch = createBatch(deliver)

function refetchAll() {
  for (const refetch of refetchers) refetch()
}

function armSilenceTimer() {
  clearTimeout(silenceTimer)
  silenceTimer = setTimeout(() => socket?.close(), SILENCE_MS)
}

function receive(raw: string) {
  armSilenceTimer()
  const frame = JSON.parse(raw) as Fact
  // Facts carry the time of their commit; only these two are stamped when sent.
  if (frame.at && (frame.type === 'hello' || frame.type === 'ping'))
    status.clockOffset = Date.parse(frame.at) - Date.now()
  const verdict = sequence.judge(frame)
  if (verdict === 'refetch') refetchAll()
  else if (verdict === 'deliver') {
    if (URGENT_FACTS.has(frame.type)) deliver(frame.type, [frame.id])
    else batch.add(frame)
  }
}

function sayShown() {
  if (shown && socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ shows: shown }))
}

/** From now on the server tells this window of these threads and of its agent's own, not of every text in the house. */
export function showThreads(ids: readonly string[]): void {
  const same = shown?.length === ids.length && ids.every((id) => shown!.includes(id))
  if (same) return
  shown = ids
  sayShown()
}

function lost() {
  clearTimeout(silenceTimer)
  socket = null
  status.connected = false
  if (!wanted) return
  status.lostAt ??= Date.now()
  retryTimer = setTimeout(open, reconnectWait(attempt++))
}

function open() {
  clearTimeout(retryTimer)
  if (socket || !wanted) return
  sequence.reset()
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
  const opened = new WebSocket(`${scheme}//${location.host}/api/v1/live`)
  socket = opened
  armSilenceTimer()
  opened.onopen = () => {
    attempt = 0
    Object.assign(status, { connected: true, everConnected: true, lostAt: null })
    sayShown()
  }
  opened.onmessage = (event) => receive(String(event.data))
  opened.onclose = () => socket === opened && lost()
}

export function connectLive(): void {
  wanted = true
  open()
}
export function disconnectLive(): void {
  wanted = false
  clearTimeout(retryTimer)
  socket?.close()
  socket = null
  shown = null
  status.connected = false
  status.lostAt = null
}
/** The browser says the network is back, or the reader asks: no need to wait for the next attempt. */
export function reconnectNow(): void {
  attempt = 0
  open()
}
addEventListener('online', reconnectNow)

/** The server's clock, so that countdowns agree on every desk. */
export function serverNow(): number {
  return Date.now() + status.clockOffset
}

export function onFacts(types: FactType | FactType[], listener: FactListener): void {
  for (const type of [types].flat()) {
    const set = listeners.get(type) ?? new Set()
    set.add(listener)
    listeners.set(type, set)
    onScopeDispose(() => set.delete(listener), true)
  }
}
export function onRefetch(listener: () => void): void {
  refetchers.add(listener)
  onScopeDispose(() => refetchers.delete(listener), true)
}
