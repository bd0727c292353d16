import { api } from './client'
import type { components } from './schema'

export type Board = components['schemas']['Board']
export type BoardQueue = components['schemas']['BoardQueue']

/** The moment: who waits where, who is there, what is late, how today has gone. */
export const getBoard = () => api.get<Board>('/board')
