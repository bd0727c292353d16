/** An article becomes the answer: put into the reply with one key, or read out on a call. */
import { computed, ref, shallowRef } from 'vue'
import { getInsertion, notePick } from '@/api/knowledge'
import type { Channel, Contact, Insertion, Language, SearchHit } from '@/api/types'
import { softphone } from '@/softphone/softphone'
import { isLive, useCallOf } from '../calls/calls'
import { answerChannelOf } from '../composer/answerChannel'
import { readDraft, stands, withArticle, writeDraft } from '../composer/drafts'
import { COMPOSER, contextShown, focusSoon } from '../desk/desk'
import { giveBack } from '../files/uploads'
import { user } from '../session/session'
import { rememberUsed } from './used'
import type { Found } from './useSuggestions'

const STATES: readonly Contact['state'][] = ['active', 'waiting', 'snoozed']
export type Named = Pick<SearchHit, 'article_id' | 'title' | 'language'>

/** What came of a search is told on the side: nobody waits for it, and nothing fails with it. */
export function tellPick(hit: Named, { searchId, rank }: Found, outcome: 'opened' | 'inserted'): void {
  if (searchId) void notePick(searchId, { article_id: hit.article_id, rank, outcome }).catch(() => undefined)
}

export function useAnswering(contact: () => Contact) {
  const call = useCallOf(contact)
  const mine = computed(() => contact().agent_id === user.value?.id)
  const onCall = computed(() => !!call.value && isLive(call.value))
  /** At a counter and on a real telephone the agent speaks; a telephone that types speech has a box for it. */
  const isSpoken = computed(() => {
    const channel = answerChannelOf(contact())
    return channel === 'manual' || (channel === 'voice' && !(onCall.value && softphone.value.typesSpeech))
  })
  const mayAnswer = computed(() => mine.value && STATES.includes(contact().state))
  const mayInsert = computed(() => mayAnswer.value && !isSpoken.value)
  const mayReadOut = computed(
    () => mine.value && isSpoken.value && ['active', 'wrap_up', 'waiting'].includes(contact().state),
  )
  const busy = ref<string | null>(null)
  const error = shallowRef<unknown>(null)

  const read = (
    articleId: string,
    more: { channel?: Channel; language?: Language | null; step?: string | null } = {},
  ) => getInsertion(articleId, { contact: contact().id, channel: answerChannelOf(contact()), ...more })

  function put(hit: Named, insertion: Insertion) {
    const { id } = contact()
    const draft = readDraft(id, 'reply')
    const added = {
      articleId: hit.article_id,
      title: hit.title,
      language: insertion.language,
      text: insertion.text,
      warnings: insertion.warnings,
    }
    const isThere = draft.inserted?.some((one) => one.articleId === added.articleId && stands(draft, one))
    writeDraft(id, 'reply', withArticle(draft, added))
    if (insertion.files.length && !isThere) giveBack(`reply:${id}`, insertion.files)
    contextShown.value = false
    focusSoon(COMPOSER)
  }
  /** Into the reply, in the form of its channel; false where there is nothing an owner may be told. */
  async function insert(hit: Named, found: Found | null, ready?: Insertion | null): Promise<boolean> {
    if (!mayInsert.value || busy.value) return false
    const { id } = contact()
    busy.value = hit.article_id
    error.value = null
    try {
      const insertion = ready ?? (await read(hit.article_id))
      if (!insertion.text || contact().id !== id) return false
      put(hit, insertion)
      if (contact().channel === 'voice') remember(hit)
      if (found) tellPick(hit, found, 'inserted')
      return true
    } catch (cause) {
      error.value = cause
      return false
    } finally {
      busy.value = null
    }
  }
  const remember = (hit: Named) =>
    rememberUsed(contact().id, { articleId: hit.article_id, title: hit.title, language: hit.language })
  /** It was said to the owner; at wrap-up it is proposed as what answered the matter. */
  function readOut(hit: Named, found: Found | null) {
    remember(hit)
    if (found) tellPick(hit, found, 'inserted')
  }
  return { call, onCall, isSpoken, mayInsert, mayReadOut, busy, error, read, insert, readOut }
}
export type Answering = ReturnType<typeof useAnswering>
