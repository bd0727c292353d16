/** What fields search for, as options with names in the reader's language. */
import { findCustomers, findPlaces, listAgents } from '@/api/directory'
import type { Customer, Language, Place } from '@/api/types'
import type { Option } from '@/design/SearchField.vue'
import { pickName } from '@/i18n'

export function placeOption(place: Pick<Place, 'id' | 'code' | 'names'>, language: Language): Option {
  const name = pickName(place.names, language)
  return { value: place.id, label: name || place.code, hint: name ? place.code : undefined }
}
export const searchPlaces = (language: Language) => async (words: string) =>
  (await findPlaces(words)).items.map((place) => placeOption(place, language))

export function customerOption(customer: Customer, language: Language): Option {
  const homes = customer.occupancies.map((one) => pickName(one.place_names, language) || one.place_code)
  return {
    value: customer.id,
    label: customer.name,
    hint: [...homes, ...customer.addresses.map((one) => one.address)].slice(0, 3).join(' · '),
  }
}
export const searchCustomers = (language: Language) => async (words: string) =>
  (await findCustomers({ q: words })).items.map((customer) => customerOption(customer, language))

export async function searchColleagues(words: string, exceptId?: string): Promise<Option[]> {
  const agents = await listAgents()
  const wanted = words.toLowerCase()
  return agents
    .filter(
      (agent) =>
        agent.is_active &&
        agent.id !== exceptId &&
        agent.roles.some((role) => role === 'agent' || role === 'supervisor'),
    )
    .filter((agent) => agent.name.toLowerCase().includes(wanted) || agent.username.toLowerCase().includes(wanted))
    .slice(0, 12)
    .map((agent) => ({ value: agent.id, label: agent.name, hint: agent.username }))
}
