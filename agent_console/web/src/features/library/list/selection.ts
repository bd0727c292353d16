/** Which rows of a list are ticked. Pure: rows by id in their order, the last one touched spans a range. */

export interface Selection {
  ids: ReadonlySet<string>
  last: string | null
}
export const NOTHING: Selection = { ids: new Set(), last: null }

/** With Shift everything between the last one touched and this one becomes what this one becomes. */
export function toggle(selection: Selection, rows: readonly string[], id: string, range = false): Selection {
  const ids = new Set(selection.ids)
  const on = !ids.has(id)
  const from = range && selection.last ? rows.indexOf(selection.last) : -1
  const to = rows.indexOf(id)
  const touched = from < 0 || to < 0 ? [id] : rows.slice(Math.min(from, to), Math.max(from, to) + 1)
  for (const one of touched) on ? ids.add(one) : ids.delete(one)
  return { ids, last: id }
}
export const all = (rows: readonly string[]): Selection => ({ ids: new Set(rows), last: null })

/** What is no longer in the list is no longer ticked. */
export function within(selection: Selection, rows: readonly string[]): Selection {
  const known = new Set(rows)
  const ids = [...selection.ids].filter((id) => known.has(id))
  if (ids.length === selection.ids.size) return selection
  return { ids: new Set(ids), last: selection.last && known.has(selection.last) ? selection.last : null }
}
