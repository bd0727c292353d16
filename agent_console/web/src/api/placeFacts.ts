/** What holds at a place: facts that stand, notices of what is planned. */
import { api, getAll } from './client'
import type { components } from './schema'
import type { Place } from './types'

type Schemas = components['schemas']

export type PlaceFact = Schemas['PlaceFact']
export type FactKind = PlaceFact['kind']
export type AdminFact = Schemas['AdminFact']
export type AdminNotice = Schemas['AdminNotice']
export type NoticeState = AdminNotice['state']
export type NoticeKind = AdminNotice['kind']

export const FACT_KINDS: FactKind[] = ['water', 'power', 'gas', 'fire', 'parking', 'lift', 'access', 'waste', 'other']
export const NOTICE_KINDS: NoticeKind[] = [
  ...(['water', 'power', 'gas', 'lift', 'fire_drill', 'weather', 'works'] as const),
  ...(['cleaning', 'security', 'event', 'other'] as const),
]

export const factsOfPlace = async (placeId: string) =>
  (await api.get<Schemas['PlaceFacts']>(`/places/${encodeURIComponent(placeId)}/facts`)).items
export const factsBesideArticle = async (
  articleId: string,
  where: { place?: string | null; contact?: string | null },
) => (await api.get<Schemas['PlaceFacts']>(`/articles/${encodeURIComponent(articleId)}/facts`, where)).items

export const listFacts = () => getAll<AdminFact>('/admin/place-facts', {}, 5000)
export const addFact = (body: Schemas['NewFact']) => api.post<AdminFact>('/admin/place-facts', body)
export const changeFact = (id: string, body: Schemas['FactPatch']) =>
  api.patch<AdminFact>(`/admin/place-facts/${encodeURIComponent(id)}`, body)
export const dropFact = (id: string) => api.delete<void>(`/admin/place-facts/${encodeURIComponent(id)}`)

export const listAllNotices = () => getAll<AdminNotice>('/admin/notices')
export const addNotice = (body: Schemas['NewNotice']) => api.post<AdminNotice>('/admin/notices', body)
export const changeNotice = (id: string, body: Schemas['NoticePatch']) =>
  api.patch<AdminNotice>(`/admin/notices/${encodeURIComponent(id)}`, body)
export const withdrawNotice = (id: string, body: Schemas['TakenBack']) =>
  api.post<AdminNotice>(`/admin/notices/${encodeURIComponent(id)}/withdraw`, body)
export const dropNotice = (id: string) => api.delete<void>(`/admin/notices/${encodeURIComponent(id)}`)

export const placesOfKind = (kind: Place['kind']) => getAll<Place>('/places', { kind })
export const getPlace = (id: string) => api.get<Place>(`/places/${encodeURIComponent(id)}`)
