/** What the holder of a call may do with it now. The bar, the dock and the keys are one hand. */
import { computed, ref, shallowRef } from 'vue'
import { hangUpCall, holdCall, resumeCall } from '@/api/calls'
import type { Call } from '@/api/types'
import { answerLeg, sayOn, softphone } from '@/softphone/softphone'
import { act, legHere } from './calls'
import { phaseOf } from './phase'

export type CallAct = 'hold' | 'resume' | 'hangUp'
const acts = { hold: holdCall, resume: resumeCall, hangUp: hangUpCall }

/** Shared, so that a key pressed beside the bar shows on its button. */
const busy = ref<CallAct | null>(null)
const error = shallowRef<unknown>(null)

async function run(name: CallAct, call: Call) {
  if (busy.value) return
  busy.value = name
  error.value = null
  try {
    await act(acts[name], call.id)
  } catch (cause) {
    error.value = cause
  } finally {
    busy.value = null
  }
}

export function useCallControl(call: () => Call | null) {
  const leg = computed(() => legHere(call()))
  const phase = computed(() => (call() ? phaseOf(call()!, leg.value) : 'ended'))
  const isTalk = computed(() => phase.value === 'talking' || phase.value === 'held')
  const canAnswer = computed(() => leg.value?.state === 'ringing')
  /** The words typed now would be heard. */
  const canSay = computed(() => softphone.value.typesSpeech && phase.value === 'talking' && leg.value?.state === 'open')

  function toggleHold() {
    if (call() && isTalk.value) void run(phase.value === 'held' ? 'resume' : 'hold', call()!)
  }
  function hangUp() {
    if (call() && phase.value !== 'ended') void run('hangUp', call()!)
  }
  function answer() {
    if (leg.value) answerLeg(leg.value.sid)
  }
  function say(words: string): boolean {
    if (!canSay.value) return false
    sayOn(leg.value!.sid, words)
    return true
  }
  return { phase, leg, isTalk, canAnswer, canSay, busy, error, toggleHold, hangUp, answer, say }
}
