/** Which orders come to which group: by their type, by the building, by both, or whatever is left. */
import type { AdminGroup, Work } from '@/api/groups'

export const isSame = (one: Work, other: Work) => one.type_code === other.type_code && one.building === other.building
export const isAnythingElse = (work: Work) => work.type_code === null && work.building === null

/** The other group that has it so far. */
export function holderOf(work: Work, groups: AdminGroup[], but: string): AdminGroup | null {
  return groups.find((group) => group.id !== but && group.work.some((one) => isSame(one, work))) ?? null
}

/** The types of each building, those of all buildings first: what a list says in one line. */
export function byBuilding(works: Work[]): { building: string | null; types: (string | null)[] }[] {
  const found = new Map<string | null, (string | null)[]>()
  for (const { building, type_code } of works) found.set(building, [...(found.get(building) ?? []), type_code])
  return [...found]
    .map(([building, types]) => ({ building, types }))
    .sort((a, b) => (a.building ?? '').localeCompare(b.building ?? '', undefined, { numeric: true }))
}

/** In the order of the types, what is for all buildings after what is for one, whatever is left at the end. */
export function inOrder(works: Work[], types: string[]): Work[] {
  const place = (code: string | null) => (code === null || !types.includes(code) ? types.length : types.indexOf(code))
  return [...works].sort(
    (a, b) =>
      place(a.type_code) - place(b.type_code) ||
      Number(a.building === null) - Number(b.building === null) ||
      (a.building ?? '').localeCompare(b.building ?? '', undefined, { numeric: true }),
  )
}
