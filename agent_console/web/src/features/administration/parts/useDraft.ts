/** A copy of a row to work on: what was changed, what the server refused of it, and saving or leaving it. */
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { ApiError } from '@/api/errors'

type Refused = { fields?: Record<string, unknown>; field?: string }

/** The server's words about one field, or ours where it has none in the reader's language. */
export function useFieldWords(error: () => unknown) {
  const { t, locale } = useI18n()
  return (path: string): string | null => {
    const cause = error()
    if (!(cause instanceof ApiError) || cause.status !== 422) return null
    const { fields = {}, field } = cause.details as Refused
    if (field === path) return locale.value === 'en' ? cause.message : t('admin.wrongField')
    const found = Object.entries(fields).find(([name]) => name === path || name.startsWith(`${path}.`))
    if (!found) return null
    return locale.value === 'en' && typeof found[1] === 'string' ? found[1] : t('admin.wrongField')
  }
}

export function useDraft<Value extends object>(
  saved: () => Value | null | undefined,
  write: (value: Value) => Promise<Value | void>,
) {
  const draft = ref(null) as Ref<Value | null>
  const base = shallowRef('')
  const busy = ref(false)
  const error = shallowRef<unknown>(null)
  const dirty = computed(() => draft.value !== null && JSON.stringify(draft.value) !== base.value)

  function take(value: Value | null | undefined) {
    base.value = JSON.stringify(value ?? null)
    draft.value = value ? JSON.parse(base.value) : null
    error.value = null
  }
  // What somebody else saved meanwhile does not wipe out what is being written here; saving then says `stale`.
  watch(saved, (value) => (dirty.value && value ? undefined : take(value)), { immediate: true })

  async function save(): Promise<boolean> {
    if (busy.value || !draft.value) return false
    busy.value = true
    error.value = null
    try {
      const answer = await write(draft.value)
      take(answer ?? draft.value)
      return true
    } catch (cause) {
      error.value = cause
      return false
    } finally {
      busy.value = false
    }
  }
  return { draft, dirty, busy, error, save, discard: () => take(saved()), wrong: useFieldWords(() => error.value) }
}
