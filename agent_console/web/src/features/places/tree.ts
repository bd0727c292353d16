/** Places by their tree for a list: estates, what stands in them, and below it what has facts of its own. Pure. */
import type { AdminFact } from '@/api/placeFacts'
import type { Names, Place } from '@/api/types'

export interface TreePlace {
  id: string
  code: string
  names: Names
  depth: 0 | 1 | 2
  facts: number
}
type Node = Pick<Place, 'id' | 'parent_id' | 'kind' | 'code' | 'names'> & { building?: string }
type Fact = Pick<AdminFact, 'place_id' | 'place_code' | 'place_kind' | 'place_names'>

const byCode = (a: { code: string }, b: { code: string }) =>
  a.code.localeCompare(b.code, 'en', { numeric: true, sensitivity: 'base' })

export function inTree(places: readonly Node[], facts: readonly Fact[]): TreePlace[] {
  const count = (id: string) => facts.filter((fact) => fact.place_id === id).length
  const known = new Set(places.map((place) => place.id))
  // Floors and flats are too many to list: those with something written down stand under their building.
  const below = new Map<string, TreePlace>()
  for (const fact of facts) {
    if (known.has(fact.place_id)) continue
    const { place_id: id, place_code: code, place_names: names } = fact
    below.set(id, { id, code, names, depth: 2, facts: count(id) })
  }
  const placed = new Set<string>()
  const rows: TreePlace[] = []
  for (const estate of places.filter((place) => place.kind === 'estate').sort(byCode)) {
    rows.push({ ...pick(estate), depth: 0, facts: count(estate.id) })
    for (const building of places.filter((place) => place.parent_id === estate.id).sort(byCode)) {
      rows.push({ ...pick(building), depth: 1, facts: count(building.id) })
      const own = [...below.values()].filter((place) => place.code.startsWith(`${building.code}-`)).sort(byCode)
      for (const place of own) placed.add(place.id)
      rows.push(...own)
    }
  }
  return [...rows, ...[...below.values()].filter((place) => !placed.has(place.id)).sort(byCode)]
}

const pick = ({ id, code, names }: Node) => ({ id, code, names })
