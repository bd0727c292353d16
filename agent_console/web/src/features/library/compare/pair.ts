/** Which two versions are compared: the chosen one with the one before it, or with another one picked. Pure. */

/** Newest first in, the older one as `from`; null where there is only one. */
export function pairOf(
  numbers: readonly number[],
  chosen: number | null,
  other: number | null,
): { from: number; to: number } | null {
  if (chosen === null) return null
  if (other !== null && other !== chosen) return { from: Math.min(chosen, other), to: Math.max(chosen, other) }
  const before = numbers.filter((number) => number < chosen)
  return before.length ? { from: Math.max(...before), to: chosen } : null
}
