/** Errors of the API as values, and their plain words. */

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: unknown = null,
    readonly retryAfter: number | null = null,
  ) {
    super(message)
    this.name = 'ApiError'
  }
}

/** Nothing came back: no network, or the server is away. */
export class ConnectionError extends Error {
  override name = 'ConnectionError'
}

const CODES_WITH_WORDS = new Set(['already_taken', 'stale', 'not_your_contact', 'capacity_full'])
const STATUSES_WITH_WORDS = new Set([401, 403, 404, 409, 413, 422, 429, 503])

type Translate = (key: string, named: Record<string, unknown>) => string

export function describeError(error: unknown, t: Translate): string {
  if (error instanceof ConnectionError) return t('error.connection', {})
  if (!(error instanceof ApiError)) return t('error.unknown', {})
  if (CODES_WITH_WORDS.has(error.code)) return t(`error.code.${error.code}`, {})
  if (error.status === 429) return t('error.status.429', { seconds: error.retryAfter ?? 60 })
  if (STATUSES_WITH_WORDS.has(error.status)) return t(`error.status.${error.status}`, { message: error.message })
  return t('error.server', {})
}

/** The server names wrong fields as `details: [{loc: ["form", "floor"], msg}]`; screens show them beside the field. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError) || error.status !== 422 || !Array.isArray(error.details)) return {}
  const found: Record<string, string> = {}
  for (const detail of error.details as { loc?: unknown[]; msg?: string }[]) {
    const field = detail.loc?.filter((part) => part !== 'body').join('.')
    if (field) found[field] = detail.msg ?? ''
  }
  return found
}
