/** One icon for each kind of fact. */
import {
  ArrowUpDown,
  Droplets,
  FireExtinguisher,
  FlameKindling,
  Info,
  KeyRound,
  SquareParking,
  Trash2,
  Zap,
} from '@lucide/vue'
import type { Component } from 'vue'
import type { FactKind } from '@/api/placeFacts'

export const FACT_ICONS: Record<FactKind, Component> = {
  water: Droplets,
  power: Zap,
  gas: FlameKindling,
  fire: FireExtinguisher,
  parking: SquareParking,
  lift: ArrowUpDown,
  access: KeyRound,
  waste: Trash2,
  other: Info,
}
