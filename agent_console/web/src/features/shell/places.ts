/** The pages of the rail, and who sees them. Nobody is shown a door that does not open. */
import { BookOpenText, BookX, ClipboardList, Headset, TriangleAlert, Users } from '@lucide/vue'
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
  { route: 'people', words: 'rail.people', icon: Users, roles: ['administrator'], keys: 'u' },
  { route: 'inbound', words: 'rail.inbound', icon: TriangleAlert, roles: ['administrator'], keys: 'i' },
]

export function placesFor(roles: readonly Role[]): RailPlace[] {
  return RAIL.filter((place) => place.roles.some((role) => roles.includes(role)))
}
