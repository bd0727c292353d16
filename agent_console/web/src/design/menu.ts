import type { Component } from 'vue'

export interface MenuAct {
  kind?: 'act'
  label: string
  hint?: string
  icon?: Component
  dot?: string
  keys?: string
  chosen?: boolean
  disabled?: boolean
  run: () => void
}

export type MenuEntry = MenuAct | { kind: 'line' }
