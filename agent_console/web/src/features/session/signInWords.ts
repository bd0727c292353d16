import { ApiError, describeError } from '@/api/errors'

type Translate = (key: string, named: Record<string, unknown>) => string

export function signInWords(error: unknown, t: Translate): string {
  if (error instanceof ApiError && error.status === 401) return t('signIn.wrong', {})
  if (error instanceof ApiError && error.status === 429)
    return t('signIn.throttled', { minutes: Math.ceil((error.retryAfter ?? 60) / 60) })
  return describeError(error, t)
}
