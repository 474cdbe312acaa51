import type { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import { understood } from '../../http/understood'
import type { CallResult } from '../call'
import { NotTried } from './refuse-changes'

// Error codes of EC2, EventBridge Scheduler, CloudWatch and STS. Each of these is given before anything was done.
const THROTTLED = ['RequestLimitExceeded', 'Throttling', 'ThrottlingException', 'TooManyRequestsException', 'RequestThrottled', 'SlowDown']
// Cost Explorer means requests by it, other services a quota.
const isThrottled = (code: string, api: string): boolean => THROTTLED.includes(code) || (code === 'LimitExceededException' && api.startsWith('ce:'))
const EXPIRED = [
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'AuthFailure',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'CredentialsProviderError',
  'TokenProviderError',
  'InvalidSignatureException',
]
const UNREACHABLE = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']
const NOT_PERMITTED = ['UnauthorizedOperation', 'AccessDenied', 'AccessDeniedException', 'OptInRequired']
// Answered with a status of 500 although nothing was done.
const REFUSED_WITH_500 = ['InsufficientInstanceCapacity', 'InsufficientHostCapacity', 'InsufficientVolumeCapacity']

type Known = { code: string; status: number | null; request_id: string | null; message: string }

function read(error: unknown): Known {
  if (!(error instanceof Error)) return { code: 'Unknown', status: null, request_id: null, message: String(error) }
  const e = error as Error & { code?: unknown; Code?: unknown; $metadata?: { httpStatusCode?: number; requestId?: string } }
  const code = e.name === 'Error' && typeof e.code === 'string' ? e.code : typeof e.Code === 'string' ? e.Code : typeof e.code === 'string' ? e.code : e.name
  return { code, status: e.$metadata?.httpStatusCode ?? null, request_id: e.$metadata?.requestId ?? null, message: e.message }
}

/** Fault for an account that could not be asked. */
export function toFault(error: unknown, api: string): Fault {
  if (error instanceof Fault) return error
  const { code, status } = read(error)
  const what = isThrottled(code, api)
    ? 'is limiting our requests: try again in a minute'
    : EXPIRED.includes(code)
      ? 'did not accept our credentials: renew them'
      : NOT_PERMITTED.includes(code)
        ? 'does not let our role do this: grant it the permission'
        : 'did not answer: check the connection and try again'
  return new Fault('provider_down', `AWS ${what} (${api}, ${code})`, { api, code, status }, { cause: error })
}

/** What an error says about a change: a dry run's answer, a refusal, or an unknown outcome. Throws Fault `provider_down` when surely nothing happened and another try may help. */
export function classifyChange(error: unknown, api: string): CallResult {
  if (error instanceof Fault) throw error
  if (error instanceof NotTried) return { api, request_id: null, status: 'not_tried', detail: error.message }
  const { code, status, request_id, message } = read(error)
  const result = (outcome: CallResult['status']): CallResult => ({ api, request_id, status: outcome, detail: `${code}: ${message}` })
  if (code === 'DryRunOperation') return result('would_succeed')
  if (NOT_PERMITTED.includes(code)) return result('denied')
  if (isThrottled(code, api) || EXPIRED.includes(code) || UNREACHABLE.includes(code)) throw toFault(error, api)
  if (REFUSED_WITH_500.includes(code) || (status !== null && status >= 400 && status < 500)) return result('refused')
  // Sent, and then a time-out, a broken connection or a server error: it may have happened.
  return result('uncertain')
}

export const isNotFound = (error: unknown): boolean => read(error).code === 'ResourceNotFoundException'

/** The part of an answer that we read. Throws Fault `provider_down` for an answer in another form. */
export const parseAnswer = <T extends z.ZodType>(schema: T, value: unknown, api: string): z.output<T> =>
  understood(schema, value, `AWS answered ${api}`, { api })
