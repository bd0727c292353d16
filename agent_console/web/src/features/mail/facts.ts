/** Who writes to whom, in the few words a thread has room for. Pure. */

import type { Message } from '@/api/types'

export type MailFacts = NonNullable<Message['mail']>

/** `陳大文 <a@b.example>` by the name, where there is one. */
export function shortAddress(address: string): string {
  const named = /^\s*"?([^"<]*?)"?\s*<([^>]+)>\s*$/.exec(address)
  return named ? named[1] || named[2]! : address.trim()
}

export function addressees({ from_address, from_name, to, cc }: MailFacts) {
  const others = [...to, ...cc]
  const first = others[0] ? shortAddress(others[0]) : ''
  return {
    from: from_name || from_address,
    fromWhole: from_name ? `${from_name} <${from_address}>` : from_address,
    to: others.length > 1 ? `${first} +${others.length - 1}` : first,
  }
}

/** Under an id that was used before it is whole all the same. */
export const isIncomplete = ({ problems }: MailFacts) => problems.some((problem) => problem !== 'reused_id')

const PREFIX = /^\s*(re|aw|sv|回覆|回复|答复|答覆)(\[\d+\])?\s*[:：]\s*/i

/** The subject of an answer: one "Re:", however many there were. */
export function answerSubject(subject: string): string {
  let bare = subject.trim()
  while (PREFIX.test(bare)) bare = bare.replace(PREFIX, '')
  return bare ? `Re: ${bare}` : ''
}
