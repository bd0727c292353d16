/** What the palette asks of the desk: an article to show beside the opened contact, a question that has no answer. */
import { ref, shallowRef } from 'vue'
import type { Contact } from '@/api/types'
import type { Named } from './useAnswering'
import type { Found } from './useSuggestions'

export const articleToOpen = shallowRef<({ hit: Named } & Found) | null>(null)
/** Whether a contact is opened that has a place for it. */
export const deskShowsArticles = ref(false)
/** The words that were searched in vain, and the contact on which; null while nobody asks. */
export const gapToRecord = shallowRef<{ words: string; question?: string; contact?: Contact } | null>(null)
