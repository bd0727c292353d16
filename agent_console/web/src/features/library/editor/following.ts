/** Words that came from elsewhere into an open editor: only what differs is replaced, so that the cursor stays. */
import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'

export function showDocument(editor: Editor, wanted: Node): void {
  const { state, view } = editor
  const now = state.schema.nodeFromJSON(wanted.toJSON())
  const start = state.doc.content.findDiffStart(now.content)
  const ends = state.doc.content.findDiffEnd(now.content)
  if (start === null || !ends) return
  // Where the same words stand twice, both ends may reach past the beginning.
  const overlap = Math.max(0, start - Math.min(ends.a, ends.b))
  const change = state.tr.replace(start, ends.a + overlap, now.slice(start, ends.b + overlap))
  const whole = change.doc.eq(now) ? change : state.tr.replaceWith(0, state.doc.content.size, now.content)
  view.dispatch(whole.setMeta('preventUpdate', true).setMeta('addToHistory', false))
}
