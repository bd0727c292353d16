/** Offers that ring at this desk. They skip the batch, change the window's title, and may sound and notify. */
import { computed, ref, shallowRef, watch } from 'vue'
import { acceptContact, declineContact, listOffers } from '@/api/contacts'
import { ApiError } from '@/api/errors'
import type { Contact, Offer } from '@/api/types'
import { now } from '@/i18n/clock'
import { onFacts, onRefetch, serverNow } from '@/live/live'
import { remember } from '../contacts/store'
import { answersContacts, user } from '../session/session'

const offers = shallowRef<Offer[]>([])
export const offerError = ref<unknown>(null)
export const offerBusy = ref<'accept' | 'decline' | null>(null)

/** The first offer still alive by the server's clock. */
export const ringing = computed<Offer | null>(
  () => offers.value.find((offer) => Date.parse(offer.expires_at) > now.value) ?? null,
)

export async function loadOffers(): Promise<void> {
  if (!user.value || !answersContacts.value) return
  try {
    const page = await listOffers()
    now.value = serverNow()
    offers.value = page.items
  } catch {
    // The live socket or the next refetch asks again; the offline bar already says that nothing arrives.
  }
}

function drop(id: string) {
  offers.value = offers.value.filter((offer) => offer.id !== id)
}

export async function acceptOffer(offer: Offer): Promise<Contact | null> {
  if (offerBusy.value) return null
  offerBusy.value = 'accept'
  offerError.value = null
  try {
    const contact = await acceptContact(offer.contact.id)
    remember(contact)
    drop(offer.id)
    return contact
  } catch (error) {
    offerError.value = error
    if (error instanceof ApiError && error.status === 409) void loadOffers()
    return null
  } finally {
    offerBusy.value = null
  }
}

export async function declineOffer(offer: Offer): Promise<void> {
  if (offerBusy.value) return
  offerBusy.value = 'decline'
  offerError.value = null
  try {
    await declineContact(offer.contact.id)
    drop(offer.id)
  } catch (error) {
    offerError.value = error
    void loadOffers()
  } finally {
    offerBusy.value = null
  }
}

export function keepOffersFresh(): void {
  onFacts('offer.made', () => void loadOffers())
  onFacts('offer.ended', (ids) => ids.forEach(drop))
  onRefetch(() => void loadOffers())
  watch(user, () => void loadOffers(), { immediate: true })
}
