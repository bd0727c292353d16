/** One line of the history as a sentence: the key of its words, and what fills them. Pure. */
import type { HistoryEntry, Names } from '@/api/types'

type Tell = {
  /** What the product's own words are called in the reader's language. */
  say: (key: string) => string | null
  name: (names: Names) => string
}
export interface Sentence {
  key: string
  values: Record<string, string>
}

/** Words of our own that stand where people write theirs. */
const REASONS = new Set([
  'merged',
  'unmerged',
  'emergency_word',
  'handover',
  'taken_over',
  'silence',
  'connection_lost',
  'overflow',
  'sla',
])
const KNOWN = new Set([
  ...['abandoned', 'accepted', 'active', 'agent_gone', 'agent_lost', 'arrived', 'begun', 'callback_asked'],
  ...['caller_gone', 'caller_is_back', 'closed', 'closed_itself', 'emergency_raised', 'entered', 'given_up', 'linked'],
  ...['matter_added', 'merged', 'missed', 'not_delivered', 'offer_withdrawn', 'owner_answered', 'queued', 'released'],
  ...['reopened', 'rerouted', 'resumed', 'sla_assigned', 'sla_moved', 'sla_step', 'snoozed', 'taken_over', 'talk_over'],
  ...['unreached', 'voicemail', 'waiting', 'woken', 'wrap_up', 'wrap_up_extended', 'wrap_up_over'],
])

export function sentenceOf(entry: HistoryEntry, tell: Tell): Sentence {
  const details = entry.details as Record<string, unknown>
  const text = (name: string) => (typeof details[name] === 'string' ? (details[name] as string) : '')
  const person = (name: string) => entry.people[text(name)] ?? ''
  const people = () => Object.values(entry.people).join('、')
  const classes = { from: tell.say(`class.${text('from')}`) ?? '', to: tell.say(`class.${text('to')}`) ?? '' }
  switch (entry.act) {
    case 'assigned':
      return { key: 'past.assigned', values: { to: person('to_agent') } }
    case 'passed':
      return { key: 'past.passed', values: { from: person('from_agent') || '—', to: person('to_agent') } }
    case 'class_raised':
    case 'class_lowered':
      return { key: `past.${entry.act}`, values: classes }
    case 'prioritised':
      return { key: details.to_front ? 'past.prioritisedFront' : 'past.prioritised', values: classes }
    case 'offered':
    case 'offer_declined':
    case 'offer_missed':
      return { key: `past.${entry.act}`, values: { people: people() } }
    case 'outcome':
      return { key: 'past.outcome', values: { to: tell.say(`outcome.${text('to')}`) ?? '' } }
    case 'presence':
      return { key: 'past.presence', values: { to: tell.say(`presence.${text('to')}`) ?? '' } }
    case 'replied':
      return text('on') ? { key: 'past.repliedOn', values: { on: text('on') } } : { key: 'past.replied', values: {} }
    case 'took_in':
    case 'gave_back':
    case 'unmerged':
      return { key: `past.${entry.act}`, values: { reference: text('reference') } }
    case 'transferred':
      return transferred(entry, text, tell)
    default:
      return { key: KNOWN.has(entry.act) ? `past.${entry.act}` : 'past.other', values: {} }
  }
}

function transferred(entry: HistoryEntry, text: (name: string) => string, tell: Tell): Sentence {
  const group = entry.things[text('to_group')]
  if (group) return { key: 'past.transferredGroup', values: { to: tell.name(group) } }
  const queue = entry.things[text('to_queue')]
  if (queue) return { key: 'past.transferredQueue', values: { to: tell.name(queue) } }
  return { key: 'past.transferred', values: {} }
}

/** Why, in words: what somebody wrote, or what our own word for it means; nothing where it would only repeat. */
export function reasonOf(entry: HistoryEntry, tell: Pick<Tell, 'say'>): string {
  if (!entry.reason) return ''
  if (REASONS.has(entry.reason)) return tell.say(`past.reason.${entry.reason}`) ?? ''
  // A machine's word that we have no words for tells a reader nothing.
  return /^[a-z]+(_[a-z]+)*$/.test(entry.reason) && entry.author_id === null ? '' : entry.reason
}
