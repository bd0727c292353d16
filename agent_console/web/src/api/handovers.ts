import { api, type Query } from './client'
import type { Handover, NewHandover, Page, Shift } from './types'

const LONGEST_SHIFT_MS = 36 * 3_600_000

/** The open shift, else the one planned for this hour; null where there is none. Asked as a list, as none is no error. */
export async function currentShift(): Promise<Shift | null> {
  const now = Date.now()
  const from = new Date(now - LONGEST_SHIFT_MS).toISOString()
  const to = new Date(now).toISOString()
  const { items } = await api.get<Page<Shift>>('/shifts', { agent: 'me', state: ['open', 'planned'], from, to })
  const planned = (shift: Shift) => Date.parse(shift.starts_at) <= now && now < Date.parse(shift.ends_at)
  return items.find((shift) => shift.state === 'open') ?? items.find(planned) ?? null
}
export const shiftHandover = (shiftId: string) => api.get<Handover>(`/shifts/${encodeURIComponent(shiftId)}/handover`)
export const handOver = (shiftId: string, body: NewHandover, idempotencyKey: string) =>
  api.post<Handover>(`/shifts/${encodeURIComponent(shiftId)}/handover`, body, { idempotencyKey })

export const listHandovers = (query: Query) => api.get<Page<Handover>>('/handovers', query)
export const getHandover = (id: string) => api.get<Handover>(`/handovers/${encodeURIComponent(id)}`)

const item = (handoverId: string, itemId: string, act: string) =>
  `/handovers/${encodeURIComponent(handoverId)}/items/${encodeURIComponent(itemId)}/${act}`
export const acceptItem = (handoverId: string, itemId: string) => api.post<unknown>(item(handoverId, itemId, 'accept'))
export const questionItem = (handoverId: string, itemId: string, text: string) =>
  api.post<unknown>(item(handoverId, itemId, 'question'), { text })
export const answerItem = (handoverId: string, itemId: string, text: string) =>
  api.post<unknown>(item(handoverId, itemId, 'answer'), { text })
