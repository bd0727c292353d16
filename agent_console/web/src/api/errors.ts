/** Errors of the API as values, and their plain words. */

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: object = {},
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

const CODES_WITH_WORDS = new Set([
  'address_taken',
  'already_handed_over',
  'already_merged',
  'already_extended',
  'already_taken',
  'answered_meanwhile',
  'bad_address',
  'code_taken',
  'empty_file',
  'empty_group',
  'file_not_ready',
  'file_not_sendable',
  'file_too_large',
  'files_too_large',
  'held_by_colleague',
  'in_call',
  'in_use',
  'inactive',
  'invalid_form',
  'last_administrator',
  'no_address',
  'no_carrier',
  'no_group',
  'no_line',
  'no_number',
  'no_recipient',
  'not_an_agent',
  'not_in_future',
  'not_in_group',
  'not_merged',
  'not_there',
  'not_yours',
  'other_customer',
  'outcome_missing',
  'not_extendable',
  'own_line',
  'same_agent',
  'same_password',
  'stale',
  'text_too_long',
  'thread_open',
  'too_late',
  'too_many_files',
  'unknown_attachment',
  'username_taken',
  'weak_password',
  'wrong_password',
  'wrong_state',
])
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

/** The wrong fields the server named, such as `form.floor`; their words are ours, so that they are in the reader's language. */
export function wrongFields(error: unknown): string[] {
  if (!(error instanceof ApiError) || error.status !== 422) return []
  const { fields, field } = error.details as { fields?: Record<string, unknown>; field?: string }
  return [...Object.keys(fields ?? {}), ...(field ? [field] : [])]
}
