/** What the server tells of answers that crossed a reply. */
import { ApiError } from '@/api/errors'

export interface AnsweredMeanwhile {
  id: string
  author_id: string
  author_name: string
  text: string
  attachment_count: number
  created_at: string
}

export const wasAnsweredMeanwhile = (error: unknown) => error instanceof ApiError && error.code === 'answered_meanwhile'
