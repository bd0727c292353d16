/** Types of orders and buildings, and what of both comes to a group, in the reader's words. */
import { computed } from 'vue'
import type { Work } from '@/api/groups'
import { placesOfKind } from '@/api/placeFacts'
import { listTypes } from '@/api/workOrders'
import { useWords } from '@/i18n/words'
import { useResource } from '@/live/resource'
import { byBuilding } from './work'

export function useWorkWords() {
  const { t, name, together } = useWords()
  const around = useResource(async () => {
    const [types, buildings] = await Promise.all([listTypes(), placesOfKind('building')])
    return { types: types.items, buildings: buildings.filter((place) => place.building) }
  })
  const types = computed(() => around.value.value?.types ?? [])
  const buildings = computed(() => around.value.value?.buildings ?? [])

  function typeWords(code: string | null): string {
    if (code === null) return t('admin.group.anythingElse')
    return name(types.value.find((type) => type.code === code)?.names) || code
  }
  function buildingWords(building: string | null): string {
    if (building === null) return t('admin.group.allBuildings')
    return name(buildings.value.find((place) => place.building === building)?.names) || building
  }
  function workWords(works: Work[]): string {
    const parts = byBuilding(works).map(({ building, types }) => {
      const kinds = together(types.map(typeWords))
      return building === null ? kinds : t('admin.group.atBuilding', { building: buildingWords(building), kinds })
    })
    return parts.join(' · ')
  }
  return { around, types, buildings, typeWords, buildingWords, workWords }
}
