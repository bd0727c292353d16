/**
 * What was sent but not yet answered for. It is shown as pending and never as delivered; when it fails the words stay,
 * with their idempotency key, so that trying again cannot send twice. Kept in localStorage: a reload loses nothing.
 */
import { computed, reactive } from 'vue'
import { addNote, sendReply } from '@/api/contacts'
import { newKey } from '@/api/client'
import type { Attachment, Message } from '@/api/types'

export interface PendingSend {
  key: string
  contactId: string
  kind: 'reply' | 'note'
  text: string
  files: Attachment[]
  articleId?: string
  then: 'stay' | 'wait'
  /** The last message the writer saw, and by which of several ways it goes. */
  seenMessageId?: string
  answerOn?: string
  at: number
  state: 'sending' | 'failed'
  error: unknown
}

const STORE = 'pending-sends'

function restore(): PendingSend[] {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE) ?? '[]') as PendingSend[]
    return kept.map((send) => ({ ...send, files: send.files ?? [], state: 'failed', error: null }))
  } catch {
    return []
  }
}
const pending = reactive<PendingSend[]>(restore())
const keep = () => localStorage.setItem(STORE, JSON.stringify(pending.map(({ error: _, ...send }) => send)))

type Sent = (message: Message, send: PendingSend) => void
const listeners = new Set<Sent>()
export function whenSent(listener: Sent): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function usePendingSends(contactId: () => string) {
  return computed(() => pending.filter((send) => send.contactId === contactId()))
}

export function discard(key: string): void {
  const index = pending.findIndex((send) => send.key === key)
  if (index >= 0) pending.splice(index, 1)
  keep()
}

const idsOf = (send: PendingSend) => send.files.flatMap((file) => file.id ?? [])

/** What the writer was shown since: a colleague's answer, read and found no reason to stay silent. */
export function sendAnyway(key: string): Promise<void> {
  return attempt(key, { sendAnyway: true })
}

export async function attempt(key: string, { sendAnyway = false } = {}): Promise<void> {
  const send = pending.find((candidate) => candidate.key === key)
  if (!send) return
  Object.assign(send, { state: 'sending', error: null })
  keep()
  try {
    const message =
      send.kind === 'note'
        ? await addNote(send.contactId, { text: send.text, attachment_ids: idsOf(send) }, send.key)
        : await sendReply(
            send.contactId,
            {
              text: send.text,
              attachment_ids: idsOf(send),
              article_id: send.articleId,
              then: send.then,
              seen_message_id: sendAnyway ? undefined : send.seenMessageId,
              answer_on: send.answerOn,
            },
            // A refused one was never sent, and asks for something else now.
            sendAnyway ? newKey() : send.key,
          )
    discard(key)
    for (const listener of listeners) listener(message, send)
  } catch (error) {
    Object.assign(send, { state: 'failed', error })
    keep()
  }
}

export function startSend(
  send: Pick<
    PendingSend,
    'contactId' | 'kind' | 'text' | 'files' | 'articleId' | 'then' | 'seenMessageId' | 'answerOn'
  >,
): void {
  const key = newKey()
  pending.push({ ...send, key, at: Date.now(), state: 'sending', error: null })
  void attempt(key)
}
