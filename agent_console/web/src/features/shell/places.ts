/** The pages of the rail, and who sees them. Nobody is shown a door that does not open. */
import { BookOpenText, ClipboardList, Headset, LayoutList, Library, SlidersHorizontal } from '@lucide/vue'
import type { Component } from 'vue'
import type { Role } from '@/api/types'

export interface RailPlace {
  route: string
  words: string
  icon: Component
  roles: Role[]
  keys: string
  /** Under which words its command stands, where these are not those of its route. */
  command?: string
}

const EVERYBODY: Role[] = ['agent', 'back_office', 'supervisor', 'manager', 'administrator']
const LEADS: Role[] = ['supervisor', 'manager', 'administrator']
export const RAIL: RailPlace[] = [
  { route: 'desk', words: 'rail.desk', icon: Headset, roles: ['agent', 'supervisor', 'manager'], keys: 'd' },
  {
    route: 'back-office',
    words: 'rail.backOffice',
    icon: ClipboardList,
    roles: ['back_office', 'supervisor', 'manager'],
    keys: 'b',
  },
  {
    route: 'handover',
    words: 'rail.handover',
    icon: BookOpenText,
    roles: ['agent', 'supervisor', 'manager'],
    keys: 'o',
  },
  { route: 'knowledge', words: 'rail.knowledge', icon: Library, roles: EVERYBODY, keys: 'k', command: 'library' },
  { route: 'floor', words: 'rail.floor', icon: LayoutList, roles: ['supervisor', 'manager'], keys: 'l' },
  {
    route: 'administration',
    words: 'rail.administration',
    icon: SlidersHorizontal,
    roles: ['supervisor', 'manager', 'administrator'],
    keys: 'u',
  },
]

/** The sections of the administration in their order, and who sees them. */
export interface Section {
  route: string
  roles: Role[]
}
export const SECTIONS: Section[] = [
  { route: 'queues', roles: LEADS },
  { route: 'groups', roles: LEADS },
  { route: 'hours', roles: LEADS },
  { route: 'roster', roles: LEADS },
  { route: 'skills', roles: LEADS },
  { route: 'sla', roles: LEADS },
  { route: 'emergency', roles: LEADS },
  { route: 'synonyms', roles: LEADS },
  { route: 'knowledge-base', roles: LEADS },
  { route: 'people', roles: ['administrator'] },
  { route: 'inbound', roles: ['administrator'] },
]
/** The sections of the knowledge base; each is a route of its frame. */
export const KNOWLEDGE_SECTIONS: Section[] = [
  { route: 'articles', roles: EVERYBODY },
  { route: 'gaps', roles: EVERYBODY },
  { route: 'bulletins', roles: EVERYBODY },
  { route: 'places', roles: EVERYBODY },
  { route: 'services', roles: EVERYBODY },
  { route: 'insights', roles: EVERYBODY },
]
export function sectionsFor(roles: readonly Role[], sections = SECTIONS): Section[] {
  return sections.filter((section) => section.roles.some((role) => roles.includes(role)))
}

export function placesFor(roles: readonly Role[]): RailPlace[] {
  return RAIL.filter((place) => place.roles.some((role) => roles.includes(role)))
}
