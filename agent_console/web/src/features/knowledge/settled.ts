/** Suggestions that hold still: what stays keeps its number, what is new takes the places that became free. Pure. */
export interface Placed {
  article_id: string
}

export function settled<Row extends Placed>(shown: readonly Row[], fresh: readonly Row[]): Row[] {
  const byId = new Map(fresh.map((row) => [row.article_id, row]))
  const places: (Row | null)[] = fresh.map((_, index) => {
    const kept = shown[index]
    return (kept && byId.get(kept.article_id)) ?? null
  })
  const kept = new Set(places.map((row) => row?.article_id))
  const others = fresh.filter((row) => !kept.has(row.article_id))
  return places.map((row) => row ?? others.shift()!)
}
