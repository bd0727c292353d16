/** One ticking second for the whole window; it rests while nobody looks. */
import { ref } from 'vue'
import { serverNow } from '@/live/live'

export const now = ref(serverNow())

function tick() {
  if (!document.hidden) now.value = serverNow()
}
setInterval(tick, 1000)
document.addEventListener('visibilitychange', tick)
