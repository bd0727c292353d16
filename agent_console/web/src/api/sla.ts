/** What owners are promised about time. */
import { api, getAll } from './client'
import type { components } from './schema'

export type SlaPolicy = components['schemas']['SlaPolicy']
export type SlaStep = components['schemas']['SlaStep']
export type NewSlaPolicy = components['schemas']['NewSlaPolicy']
export type SlaPolicyPatch = components['schemas']['SlaPolicyPatch']

export const listPolicies = () => getAll<SlaPolicy>('/admin/sla-policies')
export const createPolicy = (body: NewSlaPolicy) => api.post<SlaPolicy>('/admin/sla-policies', body)
export const changePolicy = (id: string, body: SlaPolicyPatch) =>
  api.patch<SlaPolicy>(`/admin/sla-policies/${encodeURIComponent(id)}`, body)

export type SlaClock = components['schemas']['SlaClock']

/** What the owner of this contact was promised, as it stands now. */
export const getClocks = async (contactId: string) =>
  (await api.get<components['schemas']['ContactWithClocks']>(`/contacts/${encodeURIComponent(contactId)}`)).sla
