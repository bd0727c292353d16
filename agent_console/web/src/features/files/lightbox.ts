/** The one picture viewer of the window: which pictures it shows, and which of them now. */
import { shallowRef } from 'vue'
import type { Attachment } from '@/api/types'

export interface Viewing {
  pictures: readonly Attachment[]
  index: number
}
export const viewing = shallowRef<Viewing | null>(null)

export const canBeViewed = (file: Attachment) => file.kind === 'picture' && file.state === 'stored' && !!file.url

/** Opens at this picture; the others of its thread or order are beside it. */
export function viewPicture(picture: Attachment, among: readonly Attachment[]): void {
  const pictures = among.filter(canBeViewed)
  const index = pictures.findIndex((one) => one.id === picture.id)
  viewing.value = index < 0 ? { pictures: [picture], index: 0 } : { pictures, index }
}
