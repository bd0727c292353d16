/** Parts a text so that references and telephone numbers can stay on one line. */
import { h, type FunctionalComponent } from 'vue'

export interface TextPart {
  text: string
  whole: boolean
}

const WHOLE = /([CWI]-\d{4}-\d{4,}|\+?\d[\d ]{6,}\d)/
/** What is longer than any number has to break, or it would stick out of its bubble. */
const LONGEST = 24

/** Pure. */
export function unbrokenParts(text: string): TextPart[] {
  return text
    .split(WHOLE)
    .map((part, index) => ({ text: part, whole: index % 2 === 1 && part.length <= LONGEST }))
    .filter((part) => part.text)
}

export const UnbrokenText: FunctionalComponent<{ text: string }> = ({ text }) =>
  unbrokenParts(text).map((part) => (part.whole ? h('span', { class: 'unbroken figures' }, part.text) : part.text))
UnbrokenText.props = ['text']
