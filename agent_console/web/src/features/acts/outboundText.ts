/** What an outbound text begins with, where something else opened its dialog. */
import { ref } from 'vue'

export const outboundText = ref('')
