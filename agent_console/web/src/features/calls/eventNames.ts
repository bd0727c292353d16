/** The machine's words for what happens on the telephone. */

export const CALL_EVENTS: ReadonlySet<string> = new Set([
  'call.started',
  'menu.chosen',
  'call.queued',
  'agent.ringing',
  'agent.missed',
  'talk.started',
  'talk.held',
  'talk.resumed',
  'talk.ended',
  'call.abandoned',
  'voicemail.left',
  'call.overflowed',
  'call.forwarded',
  'callback.asked',
  'callback.promised',
  'callback.joined',
  'callback.given_up',
  'call.dialed',
  'call.unreached',
])

/** The key of the short words for a list row, which knows only the machine's word. Pure. */
export function sentenceOfWord(word: string): string | null {
  return CALL_EVENTS.has(word) ? `callEvent.short.${word.replace('.', '_')}` : null
}
