import { api } from './client'
import type { Agent, ChosenPresence, Language, Session, SetUp } from './types'

export const signIn = (username: string, password: string) =>
  api.post<Session>('/session', { username, password }, { signingIn: true })
export const fetchSession = () => api.get<Session>('/session', undefined, { signingIn: true })
export const signOut = () => api.delete<void>('/session')
export const changePassword = (current_password: string, new_password: string) =>
  api.put<void>('/session/password', { current_password, new_password }, { signingIn: true })
export const setUp = (body: SetUp) => api.post<unknown>('/setup', body, { signingIn: true })
export const fetchMe = () => api.get<Agent>('/agents/me')
export const saveLanguage = (language: Language) => api.patch<Agent>('/agents/me', { language })
export const savePresence = (presence: ChosenPresence) => api.put<Agent>('/agents/me/presence', { presence })
