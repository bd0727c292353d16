/** The live state of an on-call ladder as lines to read: who was rung, how it went, who has the ball. Pure. */
import type { AlertChannel, Escalation, EscalationCall } from '@/api/emergencies'

export type RungState = 'answered' | 'ringing' | 'sent' | 'waiting' | 'unanswered' | 'declined' | 'failed' | 'dropped'

/** One person on one rung, with all the ways they were tried. */
export interface Tried {
  name: string
  state: RungState
  channels: AlertChannel[]
  /** When that state was reached, as far as it is known. */
  at: string
  error: string
}
export interface Rung {
  round: number
  step: number
  people: Tried[]
}

/** What counts most of several ways to reach one person: an answer, then what may still be answered. */
const WEIGHT: RungState[] = ['answered', 'ringing', 'sent', 'waiting', 'declined', 'unanswered', 'failed', 'dropped']
const weight = (state: string) => (WEIGHT as string[]).indexOf(state) + 1 || WEIGHT.length + 1

export function rungs(calls: readonly EscalationCall[]): Rung[] {
  const found: Rung[] = []
  for (const call of [...calls].sort((a, b) => a.round - b.round || a.step - b.step)) {
    let rung = found.at(-1)
    if (!rung || rung.round !== call.round || rung.step !== call.step)
      found.push((rung = { round: call.round, step: call.step, people: [] }))
    const name = call.name || call.address
    const at = call.ended_at ?? call.sent_at ?? call.created_at
    const known = rung.people.find((person) => person.name === name)
    if (!known) {
      rung.people.push({ name, state: call.state as RungState, channels: [call.channel], at, error: call.error })
      continue
    }
    if (!known.channels.includes(call.channel)) known.channels.push(call.channel)
    if (weight(call.state) < weight(known.state)) Object.assign(known, { state: call.state, at, error: call.error })
  }
  return found
}

/** Who has the ball: the one who acknowledged, those being rung now, or nobody any more. */
export function holders(
  escalation: Pick<Escalation, 'state' | 'round' | 'step' | 'acknowledged_name' | 'calls'>,
): string[] {
  if (escalation.state === 'acknowledged') return [escalation.acknowledged_name]
  if (escalation.state !== 'climbing') return []
  const now = rungs(escalation.calls).find((rung) => rung.round === escalation.round && rung.step === escalation.step)
  return now?.people.map((person) => person.name) ?? []
}
