/** Cuts a text at its highlights, given as [start, end) in characters as the server counts them. Pure. */
export interface Piece {
  text: string
  marked: boolean
}

export function pieces(text: string, ranges: readonly (readonly [number, number])[]): Piece[] {
  // The server counts code points, JavaScript counts UTF-16 units: cut by code points.
  const signs = [...text]
  const found: Piece[] = []
  let at = 0
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const from = Math.max(at, start)
    const to = Math.min(signs.length, end)
    if (to <= from) continue
    if (from > at) found.push({ text: signs.slice(at, from).join(''), marked: false })
    found.push({ text: signs.slice(from, to).join(''), marked: true })
    at = to
  }
  if (at < signs.length) found.push({ text: signs.slice(at).join(''), marked: false })
  return found
}
