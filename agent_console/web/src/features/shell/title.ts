/** The window's title says what waits, so that a hidden tab still tells. */
import { computed, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { queue } from '../contacts/store'
import { contactName } from '../contacts/names'
import { ringing } from '../offers/offers'

export function useWindowTitle(): void {
  const { t } = useI18n()
  const title = computed(() => {
    const product = t('product')
    if (ringing.value) return `● ${contactName(ringing.value.contact, t)} · ${product}`
    return queue.value.length ? `(${queue.value.length}) ${product}` : product
  })
  watch(title, (words) => (document.title = words), { immediate: true })
}
