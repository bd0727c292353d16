/** The state of one order being raised: the type's draft prefills what is empty and never overwrites what was typed. */
import { computed, ref, watch } from 'vue'
import { getWorkOrderDraft, raiseWorkOrder } from '@/api/contacts'
import { newKey } from '@/api/client'
import { ApiError, wrongFields } from '@/api/errors'
import type { Contact, FormValues, WorkOrder, WorkOrderDraft, WorkOrderPriority, WorkOrderType } from '@/api/types'
import type { Option } from '@/design/SearchField.vue'
import { MOST_FILES, takeUploads, useUploads } from '../files/uploads'

export function useOrderForm(contact: () => Contact, types: () => WorkOrderType[]) {
  const typeCode = ref('')
  const title = ref('')
  const description = ref('')
  const priority = ref<WorkOrderPriority>('normal')
  const place = ref<Option | null>(null)
  const form = ref<FormValues>({})
  const matterId = ref('')
  /** Of the contact's own files, those that go along. */
  const fileIds = ref<string[]>([])
  const uploadsOf = () => `order:${contact().id}`
  const { uploads, isBusy, hasFailed } = useUploads(uploadsOf)
  const draft = ref<WorkOrderDraft | null>(null)
  const draftError = ref<unknown>(null)
  const error = ref<unknown>(null)
  const busy = ref(false)
  let key = newKey()
  let latest = 0

  const type = computed(() => types().find((candidate) => candidate.code === typeCode.value) ?? null)
  const wrong = computed(() => new Set(wrongFields(error.value).map((field) => field.replace(/^form\./, ''))))

  async function prefill() {
    if (!typeCode.value) return
    const mine = ++latest
    const before = draft.value
    const movedPlace = place.value && place.value.value !== contact().place_id ? place.value.value : undefined
    try {
      const fresh = await getWorkOrderDraft(contact().id, { type_code: typeCode.value, place_id: movedPlace })
      if (mine !== latest) return
      if (!title.value || title.value === before?.title) title.value = fresh.title
      if (!description.value || description.value === before?.description) description.value = fresh.description
      if (!before || priority.value === before.priority) priority.value = fresh.priority
      form.value = { ...fresh.form, ...kept(before) }
      // The technician should see what the owner saw.
      if (!before) fileIds.value = picturesOf(fresh).slice(0, MOST_FILES)
      draft.value = fresh
      draftError.value = null
    } catch (cause) {
      if (mine === latest) draftError.value = cause
    }
  }
  const picturesOf = (fresh: WorkOrderDraft) =>
    fresh.attachments.flatMap((file) =>
      file.kind === 'picture' && file.state === 'stored' && file.id ? [file.id] : [],
    )
  function kept(before: WorkOrderDraft | null): FormValues {
    const fields = new Set(type.value?.form.map((field) => field.key))
    return Object.fromEntries(
      Object.entries(form.value).filter(
        ([field, value]) => fields.has(field) && value !== '' && value !== null && value !== before?.form[field],
      ),
    )
  }
  watch([typeCode, () => place.value?.value], prefill)

  async function raise(): Promise<WorkOrder | null> {
    if (busy.value) return null
    busy.value = true
    error.value = null
    try {
      const order = await raiseWorkOrder(
        contact().id,
        {
          type_code: typeCode.value,
          place_id: place.value?.value,
          title: title.value.trim(),
          description: description.value.trim(),
          priority: priority.value,
          form: Object.fromEntries(Object.entries(form.value).filter(([, value]) => value !== '' && value !== null)),
          matter_id: matterId.value || undefined,
          attachment_ids: [...fileIds.value, ...uploads.value.flatMap(({ attachment }) => attachment?.id ?? [])],
        },
        key,
      )
      takeUploads(uploadsOf())
      reset()
      return order
    } catch (cause) {
      error.value = cause
      // The server has refused these words; other words are another request.
      if (cause instanceof ApiError) key = newKey()
      return null
    } finally {
      busy.value = false
    }
  }
  function reset() {
    latest++
    key = newKey()
    typeCode.value = title.value = description.value = matterId.value = ''
    form.value = {}
    fileIds.value = []
    draft.value = null
  }
  return {
    typeCode,
    title,
    description,
    priority,
    place,
    form,
    matterId,
    fileIds,
    filesReady: computed(() => !isBusy.value && !hasFailed.value),
    uploadsOf,
    type,
    draft,
    draftError,
    error,
    wrong,
    busy,
    raise,
    prefill,
  }
}
