/**
 * A list that holds still while somebody points at it or walks through it: rows keep their places, rows that left stay
 * as pale marks, newcomers wait at the end. Once the reader lets go, the true order returns.
 */
import { computed, ref, watch, type Ref } from 'vue'

export interface HeldRow<Row> {
  row: Row
  gone: boolean
}

export function arrange<Row extends { id: string }>(
  heldIds: readonly string[],
  held: ReadonlyMap<string, Row>,
  current: readonly Row[],
): HeldRow<Row>[] {
  const byId = new Map(current.map((row) => [row.id, row]))
  const places = heldIds.flatMap((id): HeldRow<Row>[] => {
    const row = byId.get(id)
    if (row) return [{ row, gone: false }]
    const last = held.get(id)
    return last ? [{ row: last, gone: true }] : []
  })
  const seen = new Set(heldIds)
  return [...places, ...current.filter((row) => !seen.has(row.id)).map((row) => ({ row, gone: false }))]
}

export function useStableOrder<Row extends { id: string }>(current: Ref<readonly Row[]>, isHeld: Ref<boolean>) {
  const heldIds = ref<string[]>([])
  let held = new Map<string, Row>()

  watch(isHeld, (holding) => {
    if (!holding) return
    heldIds.value = current.value.map((row) => row.id)
    held = new Map(current.value.map((row) => [row.id, row]))
  })
  const rows = computed<HeldRow<Row>[]>(() => {
    if (!isHeld.value) return current.value.map((row) => ({ row, gone: false }))
    for (const row of current.value) held.set(row.id, row)
    return arrange(heldIds.value, held, current.value)
  })
  return { rows }
}
