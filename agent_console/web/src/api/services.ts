/** Services to offer once a matter is settled, and what owners said to them. */
import { api, getAll } from './client'
import type { components } from './schema'

type Schemas = components['schemas']

export type ServiceCard = Schemas['ServiceCard']
export type OfferedService = Schemas['OfferedService']
export type ServiceOffers = Schemas['ServiceOffers']
export type ServiceAnswer = Schemas['ServiceAnswer']
export type OfferSaid = ServiceAnswer['result']

const of = (contactId: string) => `/contacts/${encodeURIComponent(contactId)}/service-cards`
const card = (id: string) => `/admin/service-cards/${encodeURIComponent(id)}`

/** `article` is what was read out and stands nowhere yet. */
export const servicesFor = (contactId: string, article: string | null) =>
  api.get<ServiceOffers>(of(contactId), { article })
export const answerService = (contactId: string, id: string, body: ServiceAnswer) =>
  api.post<Schemas['ServiceAnswered']>(`${of(contactId)}/${encodeURIComponent(id)}`, body)

export const listServices = () => getAll<ServiceCard>('/admin/service-cards')
export const addService = (body: Schemas['NewServiceCard']) => api.post<ServiceCard>('/admin/service-cards', body)
export const changeService = (id: string, body: Schemas['ServiceCardPatch']) => api.patch<ServiceCard>(card(id), body)
export const dropService = (id: string) => api.delete<void>(card(id))
