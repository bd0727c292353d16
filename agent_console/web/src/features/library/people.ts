/** Who may own or review an article, and which groups there are; read when first needed. */
import { computed } from 'vue'
import { listAgents } from '@/api/directory'
import { listGroups } from '@/api/workOrders'
import { useWords } from '@/i18n/words'
import { useResource } from '@/live/resource'

export function usePeople() {
  const { name } = useWords()
  const around = useResource(async () => {
    const [agents, groups] = await Promise.all([listAgents(), listGroups()])
    return { agents: agents.filter((agent) => agent.is_active), groups: groups.items }
  })
  const personOptions = computed(() =>
    (around.value.value?.agents ?? []).map((agent) => ({ value: agent.id, label: agent.name })),
  )
  const groupOptions = computed(() =>
    (around.value.value?.groups ?? []).map((group) => ({ value: group.id, label: name(group.names) })),
  )
  const groupName = (id: string | null) => groupOptions.value.find(({ value }) => value === id)?.label ?? ''
  return { personOptions, groupOptions, groupName }
}
