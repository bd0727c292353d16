/** Whom a bulletin is for, in words. */
import { shallowRef } from 'vue'
import type { AdminBulletin } from '@/api/bulletins'
import type { Group } from '@/api/types'
import { listGroups } from '@/api/workOrders'
import type { useWords } from '@/i18n/words'

type Words = ReturnType<typeof useWords>

/** Read once in a window: groups change seldom. */
const groups = shallowRef<Group[] | null>(null)
let asked: Promise<Group[]> | null = null

export async function allGroups(): Promise<Group[]> {
  asked ??= listGroups().then((page) => (groups.value = page.items))
  return asked.catch(() => {
    asked = null
    return []
  })
}

export function audienceWords({ roles, group_ids }: Pick<AdminBulletin, 'roles' | 'group_ids'>, words: Words): string {
  void allGroups()
  const { t, name, together } = words
  const named = group_ids.map((id) => name(groups.value?.find((group) => group.id === id)?.names))
  const all = [...roles.map((role) => t(`userRole.${role}`)), ...named.filter(Boolean)]
  return all.length ? together(all) : t('bulletin.everybody')
}
