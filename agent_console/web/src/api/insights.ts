/** What searching and reading teach: words to accept, reports to settle, searches that led nowhere, figures. */
import { api, getAll, type Query } from './client'
import type { components } from './schema'
import type { ArticleReport, Language, Page } from './types'

type Schemas = components['schemas']
export type QuestionProposal = Schemas['QuestionProposal']
export type DeadSearch = Schemas['DeadSearch']
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
/** From now on these words find the article. */
export const addSampleQuestion = (articleId: string, question: string, language: Language | null = null) =>
  api.post<Schemas['SampleQuestions']>(`/articles/${encodeURIComponent(articleId)}/sample-questions`, {
    question,
    language,
  })
export const readFigures = (since: Date) =>
  api.get<KnowledgeFigures>('/knowledge/figures', { from: since.toISOString() })
export const readGapFigures = (since: Date) =>
  api.get<Schemas['GapFigures']>('/gaps/figures', { from: since.toISOString() })
