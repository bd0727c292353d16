/** One import from the chosen file to the articles: sent, looked at, then taken; each step says how far it is. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { uploadFile, type Sending } from '@/api/attachments'
import { ApiError } from '@/api/errors'
import { beginImport, readImport, type ArticleImport, type NewImport } from '@/api/exchange'

const ASKED_EVERY_MS = 400
/** What the server takes; a larger file is not sent for nothing. */
export const LARGEST_BYTES = 25 * 1024 * 1024

export type Step = 'choose' | 'sending' | 'looking' | 'look' | 'taking' | 'taken'

export function useImport(options: () => Pick<NewImport, 'category' | 'audience' | 'as_state'>) {
  const step = ref<Step>('choose')
  const share = ref(0)
  const error = shallowRef<unknown>(null)
  const found = shallowRef<ArticleImport | null>(null)
  let attachmentId = ''
  let sending: Sending | null = null
  let run = 0

  const takes = computed(() => (found.value ? found.value.created + found.value.changed : 0))

  /** Follows one import to its end; a newer one, or leaving, ends the following. */
  async function follow(apply: boolean): Promise<boolean> {
    const mine = ++run
    let now = await beginImport({ attachment_id: attachmentId, apply, ...options() })
    while (now.state === 'waiting' || now.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, ASKED_EVERY_MS))
      if (mine !== run) return false
      now = await readImport(now.id)
      share.value = now.progress / 1000
    }
    if (mine !== run) return false
    found.value = now
    return true
  }
  async function choose(file: File) {
    reset()
    const refused = file.size > LARGEST_BYTES ? 'file_too_large' : file.size ? '' : 'empty_file'
    if (refused) return fail(new ApiError(413, refused, refused), 'choose')
    step.value = 'sending'
    try {
      sending = uploadFile(file, (sent) => (share.value = sent))
      attachmentId = (await sending.done).id ?? ''
      await look()
    } catch (cause) {
      fail(cause, 'choose')
    }
  }
  /** Looks again, for instance after another category was chosen. */
  async function look() {
    if (!attachmentId) return
    step.value = 'looking'
    share.value = 0
    try {
      if (await follow(false)) step.value = 'look'
    } catch (cause) {
      fail(cause, 'choose')
    }
  }
  async function take() {
    step.value = 'taking'
    share.value = 0
    try {
      if (await follow(true)) step.value = 'taken'
    } catch (cause) {
      fail(cause, 'look')
    }
  }
  function fail(cause: unknown, back: Step) {
    error.value = cause
    step.value = back
  }
  function reset() {
    run += 1
    sending?.abort()
    sending = null
    attachmentId = ''
    found.value = null
    error.value = null
    share.value = 0
    step.value = 'choose'
  }
  onScopeDispose(() => (run += 1))
  return { step, share, error, found, takes, choose, look, take, reset }
}
