import { Fault } from '@/lib/kernel/errors'

// The connection was never there, or ours was refused before anything was sent.
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']

/** Whether a message that failed may have reached people all the same: a time-out, a broken connection, or an error of the service after it was sent. */
export function mayHaveBeenTaken(error: unknown): boolean {
  if (!(error instanceof Fault) || error.code !== 'provider_down' || error.detail['code'] === 'INTERNAL_ADDRESS') return false
  const status = error.detail['status']
  if (typeof status === 'number') return status >= 500
  const { cause } = error
  return !(cause instanceof Error && 'code' in cause && NEVER_SENT.includes(String(cause.code)))
}
