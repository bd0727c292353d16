/** One icon for each kind of notice. */
import {
  ArrowUpDown,
  CalendarDays,
  CloudRain,
  Construction,
  Droplets,
  Flame,
  FlameKindling,
  Info,
  ShieldAlert,
  Sparkles,
  Zap,
} from '@lucide/vue'
import type { Component } from 'vue'
import type { Notice } from '@/api/types'

export const NOTICE_ICONS: Record<Notice['kind'], Component> = {
  water: Droplets,
  power: Zap,
  gas: FlameKindling,
  lift: ArrowUpDown,
  fire_drill: Flame,
  weather: CloudRain,
  works: Construction,
  cleaning: Sparkles,
  security: ShieldAlert,
  event: CalendarDays,
  other: Info,
}
