/** An article while it is written: each language saved by itself as one types, kept here while the server is out of reach. */
import { computed, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'
import { ApiError, ConnectionError } from '@/api/errors'
import { readWriting, saveText, type Writing, type WrittenText } from '@/api/library'
import type { Language } from '@/api/types'
import { onRefetch } from '@/live/live'
import { useResource } from '@/live/resource'
import { user } from '@/features/session/session'
import { begin, follow, isDirty, settle, takeBack, takeUp, wordsOf, type Draft } from './drafts'
import { forgetLeft, keepLeft, readLeft } from './left'

export type Status = 'saved' | 'unsaved' | 'saving' | 'offline' | 'conflict' | 'untitled' | 'refused'
const BREATH_MS = 1200
const AGAIN_MS = 5000

export function useWriting(id: () => string) {
  const drafts = reactive(new Map<Language, Draft>())
  const restored = reactive(new Set<Language>())
  const saving = ref<Language | null>(null)
  const offline = ref(false)
  const refusal = shallowRef<unknown>(null)
  const savedAt = ref<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  const resource = useResource(() => readWriting(id()), {
    key: id,
    facts: ['article.changed'],
    concerns: (ids) => ids.includes(id()),
  })
  const writing = resource.value
  watch(id, () => {
    drafts.clear()
    restored.clear()
    refusal.value = savedAt.value = null
  })
  /** What the server holds of it by now needs no copy on this computer any more. */
  function followAll(value: Writing) {
    for (const [language, draft] of drafts) {
      const next = follow(draft, value, language, user.value?.name)
      drafts.set(language, next)
      if (!isDirty(next)) forgetLeft(id(), language)
    }
  }
  watch(writing, (value) => value && followAll(value))

  /** The words of a language, begun when they are first looked at. */
  function open(language: Language): Draft | null {
    if (!writing.value) return null
    const held = drafts.get(language)
    if (held) return held
    let draft = begin(writing.value, language)
    const left = readLeft(id(), language)
    if (left) {
      draft = takeUp(draft, left)
      if (isDirty(draft)) restored.add(language)
      else forgetLeft(id(), language)
    }
    drafts.set(language, draft)
    if (isDirty(draft)) soon()
    return drafts.get(language)!
  }
  function write(language: Language, change: Partial<WrittenText>) {
    const draft = drafts.get(language)
    if (!draft) return
    drafts.set(language, { ...draft, text: { ...draft.text, ...change } })
    refusal.value = null
    keepLeft(id(), language, drafts.get(language)!)
    soon()
  }
  const dirty = computed(() => [...drafts].filter(([, draft]) => isDirty(draft)).map(([language]) => language))
  const soon = (after = BREATH_MS) => {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), after)
  }
  onScopeDispose(() => clearTimeout(timer))
  onRefetch(() => dirty.value.length && soon(0))

  const isSavable = (draft: Draft) => isDirty(draft) && !draft.theirs && draft.text.title.trim() !== ''

  /** Saves whatever is not saved; true when nothing is left. */
  let running: Promise<boolean> | null = null
  function flush(): Promise<boolean> {
    clearTimeout(timer)
    running ??= saveAll().finally(() => (running = null))
    return running
  }
  async function saveAll(): Promise<boolean> {
    for (const language of dirty.value) if (!(await save(language))) break
    return dirty.value.length === 0
  }
  async function save(language: Language, extra: { translates_revision?: number; is_minor?: boolean } = {}) {
    const draft = drafts.get(language)
    if (!draft || (!isSavable(draft) && !Object.keys(extra).length)) return false
    saving.value = language
    const sent = wordsOf(draft.text)
    drafts.set(language, { ...draft, sent })
    const is_minor = writing.value?.pending[language]?.is_minor ?? false
    try {
      take(await saveText(id(), language, { ...cleaned(sent), is_minor, ...extra, version: draft.version }))
      offline.value = false
      refusal.value = null
      savedAt.value = new Date().toISOString()
      restored.delete(language)
      const now = drafts.get(language)
      if (now && isDirty(now)) soon()
      return true
    } catch (cause) {
      await fail(cause)
      return false
    } finally {
      saving.value = null
    }
  }
  async function fail(cause: unknown) {
    offline.value = cause instanceof ConnectionError
    if (cause instanceof ApiError && cause.code === 'stale') {
      // Read again: where only the version moved on, the next attempt goes through.
      await resource.refetch()
      return soon()
    }
    if (offline.value) return soon(AGAIN_MS)
    refusal.value = cause
  }
  function take(value: Writing) {
    resource.value.value = value
    followAll(value)
  }
  function choose(language: Language, choice: 'mine' | 'theirs') {
    const draft = drafts.get(language)
    if (!draft) return
    drafts.set(language, settle(draft, choice))
    if (choice === 'theirs') forgetLeft(id(), language)
    else soon(0)
  }
  /** What somebody else's words took the place of. */
  function restoreMine(language: Language) {
    const draft = drafts.get(language)
    if (!draft?.news?.over) return
    drafts.set(language, takeBack(draft))
    soon(0)
  }
  /** Forgets what was written here and not saved. */
  function dropAll() {
    clearTimeout(timer)
    for (const language of drafts.keys()) forgetLeft(id(), language)
    drafts.clear()
  }
  const status = computed<Status>(() => {
    const held = [...drafts.values()]
    if (held.some(({ theirs }) => theirs)) return 'conflict'
    if (saving.value) return 'saving'
    if (!dirty.value.length) return 'saved'
    if (refusal.value) return 'refused'
    if (offline.value) return 'offline'
    return held.some((draft) => isDirty(draft) && !draft.text.title.trim()) ? 'untitled' : 'unsaved'
  })
  return {
    ...resource,
    writing,
    drafts,
    restored,
    open,
    write,
    save,
    flush,
    take,
    choose,
    restoreMine,
    dropAll,
    dirty,
    status,
    refusal,
    savedAt,
  }
}

const cleaned = (text: WrittenText): WrittenText => ({
  ...text,
  title: text.title.trim(),
  sample_questions: text.sample_questions.map((one) => one.trim()).filter(Boolean),
})
