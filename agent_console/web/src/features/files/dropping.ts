/** Files dragged onto a part of the page, or pasted into it. */
import { ref } from 'vue'

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

export function useDropping(take: (files: File[]) => void, allowed: () => boolean = () => true) {
  const isOver = ref(false)
  /** Entering a child leaves its parent: only the last leaving counts. */
  let depth = 0

  const listeners = {
    dragenter(event: DragEvent) {
      if (!allowed() || !carriesFiles(event)) return
      event.preventDefault()
      depth++
      isOver.value = true
    },
    dragover(event: DragEvent) {
      if (allowed() && carriesFiles(event)) event.preventDefault()
    },
    dragleave() {
      depth = Math.max(0, depth - 1)
      isOver.value = depth > 0
    },
    drop(event: DragEvent) {
      depth = 0
      isOver.value = false
      if (!allowed() || !carriesFiles(event)) return
      event.preventDefault()
      take([...event.dataTransfer!.files])
    },
    paste(event: ClipboardEvent) {
      const files = [...(event.clipboardData?.files ?? [])]
      // A spreadsheet copies its cells as text and as a picture: the words are meant.
      if (!allowed() || !files.length || event.clipboardData?.types.includes('text/plain')) return
      event.preventDefault()
      take(files)
    },
  }
  return { isOver, listeners }
}
