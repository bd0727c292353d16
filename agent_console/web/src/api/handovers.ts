import { api, type Query } from './client'
import type { Handover, Page, Shift } from './types'

export const currentShift = () => api.get<Shift>('/shifts/current')
export const shiftHandover = (shiftId: string) => api.get<Handover>(`/shifts/${encodeURIComponent(shiftId)}/handover`)
export const handOver = (
  shiftId: string,
  body: { remarks: string; to_agent_id?: string; notes: Record<string, string> },
  idempotencyKey: string,
) => api.post<Handover>(`/shifts/${encodeURIComponent(shiftId)}/handover`, body, { idempotencyKey })

export const listHandovers = (query: Query) => api.get<Page<Handover>>('/handovers', query)
export const getHandover = (id: string) => api.get<Handover>(`/handovers/${encodeURIComponent(id)}`)

const item = (handoverId: string, itemId: string, act: string) =>
  `/handovers/${encodeURIComponent(handoverId)}/items/${encodeURIComponent(itemId)}/${act}`
export const acceptItem = (handoverId: string, itemId: string) => api.post<unknown>(item(handoverId, itemId, 'accept'))
export const questionItem = (handoverId: string, itemId: string, text: string) =>
  api.post<unknown>(item(handoverId, itemId, 'question'), { text })
export const answerItem = (handoverId: string, itemId: string, text: string) =>
  api.post<unknown>(item(handoverId, itemId, 'answer'), { text })
