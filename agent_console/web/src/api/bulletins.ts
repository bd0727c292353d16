/** Bulletins: what I must read, and what those in charge write and watch. */
import { api, getAll } from './client'
import type { components } from './schema'
import type { HistoryEntry, Page } from './types'

type Schemas = components['schemas']

export type BulletinRow = Schemas['BulletinRow']
export type Bulletin = Schemas['Bulletin']
export type BulletinResult = Schemas['BulletinResult']
export type AdminBulletin = Schemas['AdminBulletin']
export type BulletinState = AdminBulletin['state']
export type Question = Schemas['Question']
export type BulletinReader = Schemas['BulletinReader']

const one = (id: string) => `/bulletins/${encodeURIComponent(id)}`
const managed = (id: string) => `/admin/bulletins/${encodeURIComponent(id)}`

export const listBulletins = () => getAll<BulletinRow>('/bulletins')
export const listUnread = () => getAll<BulletinRow>('/bulletins', { mine: true })
export const openBulletin = (id: string) => api.post<Bulletin>(`${one(id)}/open`)
export const confirmBulletin = (id: string, answers: Record<string, number>, version: number) =>
  api.post<BulletinResult>(`${one(id)}/confirm`, { answers, version })

export const listAllBulletins = () => getAll<AdminBulletin>('/admin/bulletins')
export const getManaged = (id: string) => api.get<AdminBulletin>(managed(id))
export const addBulletin = (body: Schemas['NewBulletin']) => api.post<AdminBulletin>('/admin/bulletins', body)
export const changeBulletin = (id: string, body: Schemas['BulletinPatch']) =>
  api.patch<AdminBulletin>(managed(id), body)
export const dropBulletin = (id: string) => api.delete<void>(managed(id))
export const publishBulletin = (id: string, body: Schemas['BulletinPublishing']) =>
  api.post<AdminBulletin>(`${managed(id)}/publish`, body)
export const withdrawBulletin = (id: string, body: Schemas['TakenBack']) =>
  api.post<AdminBulletin>(`${managed(id)}/withdraw`, body)
export const remindReaders = (id: string) => api.post<Schemas['Reminded']>(`${managed(id)}/remind`)
export const listReaders = (id: string) => getAll<BulletinReader>(`${managed(id)}/readers`)
export const readersFile = (id: string, missing: boolean) =>
  `/api/v1${managed(id)}/readers.csv${missing ? '?missing=true' : ''}`
export const bulletinHistory = (id: string) => api.get<Page<HistoryEntry>>(`${managed(id)}/history`, { limit: 50 })
