/** How the sections of the administration look in their list. */
import {
  CalendarDays,
  Clock,
  GraduationCap,
  Layers,
  Library,
  Network,
  Replace,
  Siren,
  Timer,
  TriangleAlert,
  Users,
} from '@lucide/vue'
import type { Component } from 'vue'

export const SECTION_ICONS: Record<string, Component> = {
  queues: Layers,
  groups: Network,
  hours: Clock,
  roster: CalendarDays,
  skills: GraduationCap,
  sla: Timer,
  emergency: Siren,
  synonyms: Replace,
  'knowledge-base': Library,
  people: Users,
  inbound: TriangleAlert,
}
