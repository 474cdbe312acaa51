import { z } from 'zod'

export const FaultCode = z.enum([
  'validation_failed',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'expired',
  'digest_mismatch',
  'frozen',
  'rate_limited',
  'settling',
  'provider_down',
  'broken_invariant',
])
export type FaultCode = z.infer<typeof FaultCode>

/** Every refusal on every surface. `message` says what to do; `detail` names field and value, never a secret. */
export const ErrorBody = z.strictObject({ error: z.strictObject({ code: FaultCode, message: z.string(), detail: z.record(z.string(), z.unknown()) }) })
export type ErrorBody = z.infer<typeof ErrorBody>
