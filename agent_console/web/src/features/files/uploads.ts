/**
 * Files on their way to the server, kept per place where they will be used (a reply, a note, an order), so that looking
 * at another contact neither stops nor loses them. What has arrived stays through a reload; it is bound when it is sent.
 */
import { computed, reactive } from 'vue'
import { uploadFile, type Sending } from '@/api/attachments'
import { newKey } from '@/api/client'
import { ConnectionError } from '@/api/errors'
import type { Attachment } from '@/api/types'
import { nameOfPasted } from './formats'

/** What the server takes with one message, and of one file. */
export const MOST_FILES = 10
const LARGEST_BYTES = 25 * 1024 * 1024
const STORE = 'uploads'
/** The server forgets what was never used after a day. */
const KEPT_MS = 20 * 3600_000

export interface Upload {
  key: string
  name: string
  size: number
  contentType: string
  /** A picture as it lies on this computer. */
  preview: string | null
  share: number
  state: 'sending' | 'stored' | 'failed'
  problem: 'too_large' | 'too_many' | 'refused' | 'connection' | null
  attachment: Attachment | null
  at: number
}

const lists = reactive(new Map<string, Upload[]>(restore()))
const sendings = new Map<string, Sending>()
const files = new Map<string, File>()

function restore(): [string, Upload[]][] {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE) ?? '[]') as [string, Upload[]][]
    const fresh = (upload: Upload) => Date.now() - upload.at < KEPT_MS
    return kept.map(([owner, uploads]) => [owner, uploads.filter(fresh)])
  } catch {
    return []
  }
}
function keep() {
  const stored = [...lists].map(
    ([owner, uploads]) =>
      [owner, uploads.filter(({ state }) => state === 'stored').map((one) => ({ ...one, preview: null }))] as const,
  )
  const worth = stored.filter(([, uploads]) => uploads.length)
  if (worth.length) localStorage.setItem(STORE, JSON.stringify(worth))
  else localStorage.removeItem(STORE)
}
function find(key: string): Upload | undefined {
  for (const uploads of lists.values()) {
    const found = uploads.find((upload) => upload.key === key)
    if (found) return found
  }
  return undefined
}

async function send(key: string, file: File) {
  const upload = find(key)
  if (!upload) return
  Object.assign(upload, { state: 'sending', share: 0, problem: null })
  const sending = uploadFile(file, (share) => {
    const still = find(key)
    if (still) still.share = share
  })
  sendings.set(key, sending)
  try {
    const attachment = await sending.done
    const still = find(key)
    if (still) Object.assign(still, { state: 'stored', share: 1, attachment, name: attachment.name })
    if (attachment.state === 'refused' && still) Object.assign(still, { state: 'failed', problem: 'refused' })
    files.delete(key)
    keep()
  } catch (error) {
    const problem = error instanceof ConnectionError ? 'connection' : 'refused'
    Object.assign(find(key) ?? {}, { state: 'failed', problem })
  } finally {
    sendings.delete(key)
  }
}

export function addFiles(owner: string, added: Iterable<File>): void {
  const list = lists.get(owner) ?? reactive([])
  lists.set(owner, list)
  for (const file of added) {
    const key = newKey()
    const tooMany = list.filter(({ problem }) => !problem).length >= MOST_FILES
    const problem = tooMany ? 'too_many' : file.size > LARGEST_BYTES ? 'too_large' : null
    list.push({
      key,
      name: nameOfPasted(file, new Date()),
      size: file.size,
      contentType: file.type,
      preview: file.type.startsWith('image/') ? URL.createObjectURL(file) : null,
      share: 0,
      state: problem ? 'failed' : 'sending',
      problem,
      attachment: null,
      at: Date.now(),
    })
    if (problem) continue
    files.set(key, file)
    void send(key, new File([file], list.at(-1)!.name, { type: file.type }))
  }
}
export function tryAgain(key: string): void {
  const file = files.get(key)
  if (file) void send(key, file)
}
function letGo(upload: Upload) {
  if (upload.preview) URL.revokeObjectURL(upload.preview)
  files.delete(upload.key)
}
export function removeUpload(owner: string, key: string): void {
  const list = lists.get(owner) ?? []
  const index = list.findIndex((upload) => upload.key === key)
  if (index < 0) return
  letGo(list[index]!)
  list.splice(index, 1)
  sendings.get(key)?.abort()
  keep()
}
/** Takes what has arrived for use; the place is empty afterwards. */
export function takeUploads(owner: string): Attachment[] {
  const list = lists.get(owner) ?? []
  const taken = list.flatMap((upload) => upload.attachment ?? [])
  list.forEach(letGo)
  lists.delete(owner)
  keep()
  return taken
}
/** Files that came back, because what they were sent with failed. */
export function giveBack(owner: string, attachments: readonly Attachment[]): void {
  const list = lists.get(owner) ?? reactive([])
  lists.set(owner, list)
  for (const attachment of attachments)
    list.push({
      key: newKey(),
      name: attachment.name,
      size: attachment.size ?? 0,
      contentType: attachment.content_type,
      preview: null,
      share: 1,
      state: 'stored',
      problem: null,
      attachment,
      at: Date.now(),
    })
  keep()
}

export function useUploads(owner: () => string) {
  const uploads = computed(() => lists.get(owner()) ?? [])
  const isBusy = computed(() => uploads.value.some(({ state }) => state === 'sending'))
  const hasFailed = computed(() => uploads.value.some(({ state }) => state === 'failed'))
  const isReady = computed(() => uploads.value.length > 0 && !isBusy.value && !hasFailed.value)
  return { uploads, isBusy, hasFailed, isReady }
}
