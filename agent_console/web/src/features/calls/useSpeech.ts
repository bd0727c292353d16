/** Talking from the composer: whether it can be heard now, and if not, why. */
import { computed, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Call, Contact, Message } from '@/api/types'
import { softphone } from '@/softphone/softphone'
import type { Speech } from '../composer/Composer.vue'
import { isLive } from './calls'
import { forgetSayings, rememberSaying, sayingsOf, unheard } from './sayings'
import { useCallControl } from './useCallControl'

interface Options {
  contact: () => Contact
  call: () => Call | null
  mine: () => boolean
  messages: () => readonly Message[]
}

export function useSpeech({ contact, call, mine, messages }: Options) {
  const { t } = useI18n()
  const control = useCallControl(call)
  const isOn = computed(() => mine() && !!call() && isLive(call()!) && contact().state === 'active')

  const hint = computed(() => {
    if (control.phase.value === 'held') return t('call.silent.held')
    if (control.phase.value !== 'talking') return t('call.silent.notYet')
    if (softphone.value.state !== 'ready') return t('call.silent.noPhone')
    return control.canSay.value ? t('call.sayHint') : t('call.silent.elsewhere')
  })
  /** Until the telephone has said what it is, the box keeps its place. */
  const isTyped = computed(() => {
    const { state, typesSpeech } = softphone.value
    return typesSpeech || state === 'off' || state === 'connecting'
  })
  const speech = computed<Speech | null>(() =>
    isOn.value && isTyped.value
      ? {
          ready: control.canSay.value,
          held: control.phase.value === 'held',
          hint: hint.value,
          say(words) {
            const isSaid = control.say(words)
            if (isSaid) rememberSaying(contact().id, words)
            return isSaid
          },
        }
      : null,
  )
  const sayings = computed(() => unheard(sayingsOf(contact().id), messages()))
  watch(isOn, (on, was) => was && !on && forgetSayings(contact().id))
  return { speech, sayings }
}
