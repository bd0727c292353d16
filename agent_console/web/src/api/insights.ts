/** What searching and reading teach: words to accept, reports to settle, searches that led nowhere, figures. */
import { api, getAll, type Query } from './client'
import type { components } from './schema'
import type { ArticleReport, Page } from './types'

type Schemas = components['schemas']
export type QuestionProposal = Schemas['QuestionProposal']
export type DeadSearch = Schemas['DeadSearch']
export type Settled = Schemas['Settled']
export type KnowledgeFigures = Schemas['KnowledgeFigures']
export type SearchCounts = Schemas['SearchCounts']
export type ReportEnd = 'done' | 'declined'

const proposal = (id: string, act: string) => `/question-proposals/${encodeURIComponent(id)}/${act}`

export const listProposals = () => getAll<QuestionProposal>('/question-proposals')
export const acceptProposal = (one: QuestionProposal, question: string | null) =>
  api.post<QuestionProposal>(proposal(one.id, 'accept'), { question, version: one.version })
export const declineProposal = (one: QuestionProposal) =>
  api.post<QuestionProposal>(proposal(one.id, 'decline'), { version: one.version })

export const listReports = (query: Query) => getAll<ArticleReport>('/article-reports', query, 200)
export const closeReport = (report: ArticleReport, state: ReportEnd, answer: string) =>
  api.post<ArticleReport>(`/article-reports/${encodeURIComponent(report.id)}/close`, {
    state,
    answer,
    version: report.version,
  })

export const listDeadSearches = (since: Date) =>
  api.get<Page<DeadSearch>>('/searches/dead', { from: since.toISOString(), limit: 200 })
/** Does it and keeps it: the words are listed again only once somebody searches them in vain again. */
export const settleDeadSearch = (words: string, act: Settled['act'], how: Partial<Schemas['DeadSearchEnd']> = {}) =>
  api.post<Settled>('/searches/dead/settle', { ...how, words, act })
export const bringDeadSearchBack = (words: string) => api.post<void>('/searches/dead/bring-back', { words })
export const readFigures = (since: Date) =>
  api.get<KnowledgeFigures>('/knowledge/figures', { from: since.toISOString() })
export const readGapFigures = (since: Date) =>
  api.get<Schemas['GapFigures']>('/gaps/figures', { from: since.toISOString() })
