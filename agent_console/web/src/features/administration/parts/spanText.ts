/** A span of time as somebody types it: "20s", "15", "1.5 h", "2日"; a number alone is minutes. Pure. */

const UNITS: [words: RegExp, seconds: number][] = [
  [/^(s|sec|seconds?|秒)$/, 1],
  [/^(|m|min|minutes?|分|分鐘|分钟)$/, 60],
  [/^(h|hours?|時|时|小時|小时)$/, 3600],
  [/^(d|days?|日|天)$/, 86_400],
]

/** Seconds; null where nothing is promised, undefined where it cannot be read. */
export function readSpan(text: string): number | null | undefined {
  const words = text.trim().toLowerCase()
  if (!words || words === '–' || words === '-') return null
  let seconds = 0
  const pieces = words.match(/[\d.]+\s*[^\d.\s]*/g)
  if (!pieces || pieces.join('').replace(/\s/g, '') !== words.replace(/\s/g, '')) return undefined
  for (const piece of pieces) {
    const [, count, unit] = /^([\d.]+)\s*(.*)$/.exec(piece)!
    const known = UNITS.find(([names]) => names.test(unit!.trim()))
    if (!known || !Number.isFinite(Number(count))) return undefined
    seconds += Number(count) * known[1]
  }
  return Math.round(seconds) > 0 ? Math.round(seconds) : undefined
}
