/** Why somebody is asked or not, as the engine says it, put into the keys of our words. Pure. */

/** A code with its values beside it, and `until` where time alone will change it. */
export interface Reason {
  code: string
  until?: string | null
  [value: string]: unknown
}
export type Verdict = 'asked' | 'suitable' | 'later' | 'unsuitable'

/** What our words can say; a code that is newer than this page is told as it is. */
const SAYABLE = new Set([
  'not_available',
  'has_offer',
  'no_room',
  'not_in_queue',
  'not_in_group',
  'skill_missing',
  'waits_for_preferred',
  'language_window',
  'place_window',
  'member_delay',
  'spared',
])
const NO_ROOM = new Set(['never', 'on_call', 'channel_full', 'points'])
const DECIDED_BY = new Set([
  'only_one',
  'preferred_agent',
  'queue_member',
  'language',
  'place',
  'priority',
  'longest_idle',
  'round_robin',
  'fewest_contacts',
])
const STEPS = new Set([
  'requirements',
  'preferred_window_ends',
  'language_window_ends',
  'place_window_ends',
  'member_delay_ends',
  'spared_ends',
])

export function reasonKey(reason: Reason): string | null {
  if (!SAYABLE.has(reason.code)) return null
  if (reason.code === 'no_room') {
    const because = String(reason.because ?? '')
    return NO_ROOM.has(because) ? `routing.noRoom.${because}` : 'routing.noRoom.points'
  }
  if (reason.code === 'skill_missing' && !Number(reason.has)) return 'routing.reason.skill_none'
  return `routing.reason.${reason.code}`
}
export const decidedKey = (code: string) => (DECIDED_BY.has(code) ? `routing.decided.${code}` : null)
export const stepKey = (code: string) => (STEPS.has(code) ? `routing.step.${code}` : null)

const ORDER: Verdict[] = ['asked', 'suitable', 'later', 'unsuitable']
/** People under their verdicts, in the order in which they matter; within one, as the engine put them. */
export function byVerdict<Row extends { verdict: string }>(rows: readonly Row[]): { verdict: Verdict; rows: Row[] }[] {
  return ORDER.map((verdict) => ({ verdict, rows: rows.filter((row) => row.verdict === verdict) })).filter(
    (group) => group.rows.length > 0,
  )
}
