/** The list as it was left for one of its articles: found again on the way back, at the same place. */
import type { LocationQuery } from 'vue-router'
import type { ArticleRow } from '@/api/library'

export interface Rows {
  items: ArticleRow[]
  cursor: string | null
}
interface LeftList {
  key: string
  rows: Rows
  /** What stood in its address. */
  query: LocationQuery
  /** How far each part around it was scrolled, the innermost first. */
  tops: number[]
  opened: string | null
}
let left: LeftList | null = null

export const leaveList = (list: LeftList | null) => (left = list)
export const leftList = (key: string) => (left?.key === key ? left : null)
/** Where the way back from an article leads. */
export const wayBack = () => ({ name: 'articles', query: left?.query ?? {} })

export function scrollersAround(element: Element | null): Element[] {
  const found: Element[] = []
  for (let one = element?.closest('.scrolls'); one; one = one.parentElement?.closest('.scrolls')) found.push(one)
  return found
}
