/** The boxes of the gap inbox, the colours of states, and the askers as people. */
import type { Gap, GapAsker, GapView } from '@/api/gaps'

export const BOXES: GapView[] = [
  'to_sort',
  'mine',
  'group',
  'overdue',
  'writing',
  'to_tell',
  'answered',
  'declined',
  'all',
]
export const UNANSWERED = ['open', 'assigned', 'writing']
export const DECIDED = ['answered', 'declined']

type Tone = 'plain' | 'accent' | 'breach' | 'ok' | 'waiting' | 'note' | 'emergency'
export const STATE_TONES: Record<Gap['state'], Tone> = {
  open: 'breach',
  assigned: 'waiting',
  writing: 'accent',
  answered: 'ok',
  declined: 'plain',
  grouped: 'plain',
}
export const TELL_TONES: Record<GapAsker['tell_state'], Tone> = {
  pending: 'plain',
  drafted: 'waiting',
  sent: 'ok',
  seen: 'ok',
  failed: 'emergency',
  skipped: 'plain',
}

/** Somebody who asked, however often; `asker` is the time that stands for the others. */
export interface Person {
  key: string
  asker: GapAsker
  times: GapAsker[]
}
const SAME_PERSON = 'same_person'
export const isUntold = (asker: GapAsker) => ['pending', 'drafted', 'failed'].includes(asker.tell_state)

/** One line for each person: what is to be done about them stands for the rest, else the last time they asked. */
export function peopleOf(askers: readonly GapAsker[]): Person[] {
  const found = new Map<string, GapAsker[]>()
  for (const asker of askers) found.set(asker.person, [...(found.get(asker.person) ?? []), asker])
  return [...found].map(([key, times]) => ({
    key,
    times,
    asker:
      times.find((asker) => isUntold(asker) && asker.tell_error !== SAME_PERSON) ??
      times.find((asker) => asker.tell_state === 'sent') ??
      times[times.length - 1]!,
  }))
}
