/** What the knowledge base waits for from the reader: counted in the rail and beside the sections. */
import { shallowRef, watch } from 'vue'
import { listTasks, type KnowledgeTask, type KnowledgeTasks } from '@/api/library'
import { whenIdle } from '@/design/delay'
import { onFacts, onRefetch } from '@/live/live'
import { user } from '../session/session'

const tasks = shallowRef<KnowledgeTasks | null>(null)
/** Where each kind of task is done. */
const SECTION_OF: Record<KnowledgeTask['kind'], string> = {
  review: 'articles',
  sent_back: 'articles',
  review_due: 'articles',
  gap_to_sort: 'gaps',
  gap_mine: 'gaps',
  gap_of_group: 'gaps',
  gap_overdue: 'gaps',
  gap_to_tell: 'gaps',
  gap_answered: 'gaps',
  bulletin: 'bulletins',
  report: 'insights',
  proposal: 'insights',
}
const FOLLOW_MS = 2000

export const allTasks = () => tasks.value?.items ?? []
export const taskCount = () => tasks.value?.total ?? 0
export const tasksIn = (section: string): number =>
  Object.entries(tasks.value?.counts ?? {}).reduce(
    (sum, [kind, count]) => sum + (SECTION_OF[kind as KnowledgeTask['kind']] === section ? count : 0),
    0,
  )

export async function readTasks(): Promise<void> {
  try {
    tasks.value = await listTasks()
  } catch {
    // The last known counts stay; the next fact asks again.
  }
}

/** Begins once somebody is signed in and the page has been drawn: nothing at the desk waits for these. */
export function keepTasksFresh(): void {
  let soon: ReturnType<typeof setTimeout> | undefined
  const follow = () => {
    if (!user.value) return
    soon ??= setTimeout(() => {
      soon = undefined
      void readTasks()
    }, FOLLOW_MS)
  }
  watch(
    () => user.value?.id,
    (id) => id && whenIdle(() => void readTasks()),
    { immediate: true },
  )
  onFacts(['article.changed', 'gap.changed', 'report.changed', 'bulletin.changed', 'knowledge.changed'], follow)
  onRefetch(follow)
}
