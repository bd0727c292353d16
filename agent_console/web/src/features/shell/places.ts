/** The pages of the rail, and who sees them. Nobody is shown a door that does not open. */
import { BookOpenText, BookX, ClipboardList, Headset, LayoutList, SlidersHorizontal } from '@lucide/vue'
import type { Component } from 'vue'
import type { Role } from '@/api/types'

export interface RailPlace {
  route: string
  words: string
  icon: Component
  roles: Role[]
  keys: string
}

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
  {
    route: 'gaps',
    words: 'rail.gaps',
    icon: BookX,
    roles: ['agent', 'supervisor', 'manager', 'back_office'],
    keys: 'q',
  },
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
const LEADS: Role[] = ['supervisor', 'manager', 'administrator']
export const SECTIONS: Section[] = [
  { route: 'queues', roles: LEADS },
  { route: 'hours', roles: LEADS },
  { route: 'roster', roles: LEADS },
  { route: 'skills', roles: LEADS },
  { route: 'sla', roles: LEADS },
  { route: 'emergency', roles: LEADS },
  { route: 'people', roles: ['administrator'] },
  { route: 'inbound', roles: ['administrator'] },
]
export function sectionsFor(roles: readonly Role[]): Section[] {
  return SECTIONS.filter((section) => section.roles.some((role) => roles.includes(role)))
}

export function placesFor(roles: readonly Role[]): RailPlace[] {
  return RAIL.filter((place) => place.roles.some((role) => roles.includes(role)))
}
