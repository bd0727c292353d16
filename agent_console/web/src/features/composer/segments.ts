/** How many SMS a text costs. GSM 03.38 with its extension table, else UCS-2. Pure. */

const GSM_BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const GSM_EXTENDED = '^{}\\[~]|€\f'
const basic = new Set(GSM_BASIC)
const extended = new Set(GSM_EXTENDED)

export interface Segments {
  encoding: 'GSM-7' | 'UCS-2'
  characters: number
  segments: number
  /** Characters still free in the last segment. */
  left: number
}

function gsmCosts(text: string): number[] | null {
  const costs: number[] = []
  for (const sign of text) {
    if (basic.has(sign)) costs.push(1)
    else if (extended.has(sign)) costs.push(2)
    else return null
  }
  return costs
}

/** A two-unit sign (an escape, a surrogate pair) is never cut between two segments. */
function fill(costs: number[], single: number, each: number): { segments: number; left: number } {
  const total = costs.reduce((sum, cost) => sum + cost, 0)
  if (total <= single) return { segments: total ? 1 : 0, left: single - total }
  let segments = 1
  let used = 0
  for (const cost of costs) {
    if (used + cost > each) {
      segments++
      used = 0
    }
    used += cost
  }
  return { segments, left: each - used }
}

export function countSegments(text: string): Segments {
  const gsm = gsmCosts(text)
  const costs = gsm ?? [...text].map((sign) => sign.length)
  const { segments, left } = gsm ? fill(costs, 160, 153) : fill(costs, 70, 67)
  return { encoding: gsm ? 'GSM-7' : 'UCS-2', characters: [...text].length, segments, left }
}
