/** What administrators settle: queues, lines, hours, roster. */
import type { Block, Weekly } from '@/features/administration/hours/hours'
import { api, getAll } from './client'
import type { components } from './schema'
import type { Channel, Page } from './types'

type Schemas = components['schemas']

const at = (path: string, id: string, act = '') => `/admin/${path}/${encodeURIComponent(id)}${act}`

export type AdminQueue = Schemas['QueueSettings']
export type QueueMember = Schemas['NewMember']
export type CalendarException = Omit<Schemas['CalendarException'], 'blocks'> & { blocks: Block[] }
/** Blocks are pairs; the document can only say that they are lists. */
export type Calendar = Omit<Schemas['Calendar'], 'weekly' | 'exceptions'> & {
  weekly: Weekly
  exceptions: CalendarException[]
}
export type Line = Omit<Schemas['LineSettings'], 'channel'> & { channel: Channel }
export type NewLine = Schemas['NewLine']
export type Menu = Schemas['Menu']
export type Holiday = Schemas['Holiday']
export type KnownSkill = Schemas['SkillInUse']

export const listAdminQueues = () => getAll<AdminQueue>('/admin/queues')
export const createQueue = (body: Schemas['NewQueue']) => api.post<AdminQueue>('/admin/queues', body)
export const changeQueue = (id: string, body: Schemas['QueuePatch']) => api.patch<AdminQueue>(at('queues', id), body)
export const dropQueue = (id: string, version: number) => api.delete<void>(at('queues', id, `?version=${version}`))
export const saveMembers = (id: string, body: Schemas['QueueMembers']) =>
  api.put<AdminQueue>(at('queues', id, '/members'), body)

export type ChannelPoints = Schemas['ChannelPoints']
export const listChannelPoints = async () => (await api.get<Page<ChannelPoints>>('/admin/channel-points')).items
export const saveChannelPoints = (channel: Channel, body: Schemas['NewChannelPoints']) =>
  api.put<ChannelPoints>(at('channel-points', channel), body)

export const listLines = () => getAll<Line>('/admin/lines')
export const createLine = (body: Schemas['NewLine']) => api.post<Line>('/admin/lines', body)
export const dropLine = (id: string, version: number) => api.delete<void>(at('lines', id, `?version=${version}`))
export const listMenus = () => getAll<Menu>('/admin/menus')
export const changeLine = (id: string, body: Schemas['LinePatch']) => api.patch<Line>(at('lines', id), body)

export const listCalendars = () => getAll<Calendar>('/admin/calendars')
export const getCalendar = (id: string) => api.get<Calendar>(at('calendars', id))
export const createCalendar = (body: Schemas['NewCalendar']) => api.post<Calendar>('/admin/calendars', body)
export const changeCalendar = (id: string, body: Schemas['CalendarPatch']) =>
  api.patch<Calendar>(at('calendars', id), body)
export const dropCalendar = (id: string, version: number) =>
  api.delete<void>(at('calendars', id, `?version=${version}`))
export const saveException = (id: string, exception: CalendarException, version: number) =>
  api.put<unknown>(at('calendars', id, `/exceptions/${exception.day}`), {
    blocks: exception.blocks,
    names: exception.names,
    version,
  })
export const dropException = (id: string, day: string) => api.delete<void>(at('calendars', id, `/exceptions/${day}`))
export const listHolidays = (region: string, year: number) =>
  api.get<Page<Holiday>>('/admin/holidays', { region, year })
export const listSkills = async () => (await api.get<Page<KnownSkill>>('/admin/skills')).items
