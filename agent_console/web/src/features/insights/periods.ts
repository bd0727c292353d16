/** How far back a page of insights looks. Pure but for the present moment. */
export const PERIODS = [7, 30, 90] as const

/** The beginning of the day so many days ago, so that a day is counted whole. */
export function since(days: number, now = new Date()): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days + 1)
}

export const share = (part: number, whole: number): number | null => (whole ? part / whole : null)
