import { api, getAll, type Query } from './client'
import type {
  Agent,
  AgentPatch,
  Article,
  Customer,
  InboundEvent,
  Language,
  NewAgent,
  NewCustomer,
  Page,
  Place,
  Queue,
  Template,
} from './types'

export const listAgents = () => getAll<Agent>('/agents')
export const createAgent = (body: NewAgent) => api.post<Agent>('/agents', body)
export const updateAgent = (id: string, body: AgentPatch) => api.patch<Agent>(`/agents/${encodeURIComponent(id)}`, body)
export const getGroupsOf = async (id: string) =>
  (await api.get<{ group_ids: string[] }>(`/agents/${encodeURIComponent(id)}/groups`)).group_ids
export const saveGroupsOf = (id: string, group_ids: string[]) =>
  api.put<unknown>(`/agents/${encodeURIComponent(id)}/groups`, { group_ids })
export const resetPassword = (id: string, password: string) =>
  api.put<void>(`/agents/${encodeURIComponent(id)}/password`, { password })

export const listQueues = () => api.get<Page<Queue>>('/queues')
export const listTemplates = (query: Query) => api.get<Page<Template>>('/templates', { limit: 200, ...query })
export const findPlaces = (q: string, kind?: string) => api.get<Page<Place>>('/places', { q, kind, limit: 8 })
export const getPlace = (id: string) => api.get<Place>(`/places/${encodeURIComponent(id)}`)
export const findCustomers = (query: Query) => api.get<Page<Customer>>('/customers', { limit: 8, ...query })
export const createCustomer = (body: NewCustomer) => api.post<Customer>('/customers', body)

export const getArticle = (id: string, language: Language | null) =>
  api.get<Article>(`/articles/${encodeURIComponent(id)}`, { language })

export const listInboundEvents = (query: Query) => api.get<Page<InboundEvent>>('/admin/inbound-events', query)
export const replayInboundEvent = (id: string) =>
  api.post<unknown>(`/admin/inbound-events/${encodeURIComponent(id)}/replay`)
