/**
 * One way to the server: JSON in, JSON out, the CSRF header on unsafe methods, an idempotency key on every POST,
 * and errors as values of `errors.ts`. A lost session is announced once and the request fails; drafts stay.
 */
import { ApiError, ConnectionError } from './errors'
import type { Page } from './types'

export type Query = Record<string, string | number | boolean | null | undefined | readonly string[]>

const BASE = '/api/v1'
const TIMEOUT_MS = 20_000

let csrfToken = ''
let onSessionLost: () => void = () => undefined
let onReachable: (reachable: boolean) => void = () => undefined

export function useCsrfToken(token: string): void {
  csrfToken = token
}
export function whenSessionIsLost(listener: () => void): void {
  onSessionLost = listener
}
export function whenReachabilityChanges(listener: (reachable: boolean) => void): void {
  onReachable = listener
}

/** What every unsafe request carries, for those that do not go through `api`. */
export const unsafeHeaders = (): Record<string, string> => ({ Accept: 'application/json', 'X-CSRF-Token': csrfToken })

export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function address(path: string, query?: Query): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === null || value === undefined || value === '') continue
    parameters.set(name, Array.isArray(value) ? value.join(',') : String(value))
  }
  const text = parameters.toString()
  return BASE + path + (text ? `?${text}` : '')
}

async function readError(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get('Retry-After')) || null
  return refusal(response.status, await response.json().catch(() => null), retryAfter)
}
/** A refused request as an error; a lost session is announced. */
export function refusal(status: number, body: { error?: Partial<ApiError> } | null, retryAfter: number | null = null) {
  const { code = 'unknown', message = '', details = {} } = body?.error ?? {}
  return new ApiError(status, code, message, details, retryAfter)
}
export const sessionIsLost = () => onSessionLost()

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, { ...init, credentials: 'same-origin', signal: AbortSignal.timeout(TIMEOUT_MS) })
    onReachable(true)
    return response
  } catch (cause) {
    onReachable(false)
    throw new ConnectionError('no answer', { cause })
  }
}

interface Options {
  query?: Query
  body?: unknown
  idempotencyKey?: string
  /** Where a password is asked, 401 means a wrong one and not a lost session. */
  signingIn?: boolean
}

async function request<Answer>(method: string, path: string, options: Options = {}): Promise<Answer> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (method !== 'GET') headers['X-CSRF-Token'] = csrfToken
  if (method === 'POST') headers['Idempotency-Key'] = options.idempotencyKey ?? newKey()
  if (options.body !== undefined) headers['Content-Type'] = 'application/json'
  const body = options.body === undefined ? undefined : JSON.stringify(options.body)
  const response = await send(address(path, options.query), { method, headers, body })
  if (!response.ok) {
    if (response.status === 401 && !options.signingIn) onSessionLost()
    throw await readError(response)
  }
  return (response.status === 204 ? undefined : await response.json()) as Answer
}

export const api = {
  get: <Answer>(path: string, query?: Query, options?: Options) => request<Answer>('GET', path, { ...options, query }),
  post: <Answer>(path: string, body: unknown = {}, options?: Options) =>
    request<Answer>('POST', path, { ...options, body }),
  put: <Answer>(path: string, body: unknown, options?: Options) => request<Answer>('PUT', path, { ...options, body }),
  patch: <Answer>(path: string, body: unknown) => request<Answer>('PATCH', path, { body }),
  delete: <Answer>(path: string) => request<Answer>('DELETE', path),
}

/** All rows of a list, page by page, up to a limit that keeps a screen usable. */
export async function getAll<Row>(path: string, query: Query = {}, most = 1000): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | null = null
  do {
    const page: Page<Row> = await api.get<Page<Row>>(path, { ...query, limit: 200, cursor })
    rows.push(...page.items)
    cursor = page.next_cursor
  } while (cursor && rows.length < most)
  return rows
}
