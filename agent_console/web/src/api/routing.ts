/** Who would be offered a contact, and why. */
import type { Explained } from '@/features/routing/ExplanationList.vue'
import { api } from './client'
import type { Channel, ContactClass, Language } from './types'

export interface ContactSketch {
  queue_id: string
  channel: Channel
  class: ContactClass
  language?: Language
  place_id?: string
  waited_seconds: number
}
export const previewRouting = (sketch: ContactSketch) => api.post<Explained>('/admin/routing/preview', sketch)
export const explainContact = (id: string) => api.get<Explained>(`/contacts/${encodeURIComponent(id)}/routing`)
