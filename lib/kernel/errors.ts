import type { FaultCode } from '@/schemas/error'

/** The only error thrown on purpose. `code` decides the HTTP status and whether a retry may help; `detail` names field and value, never a secret. */
export class Fault extends Error {
  override name = 'Fault'
  readonly code: FaultCode
  readonly detail: Record<string, unknown>
  constructor(code: FaultCode, message: string, detail: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.detail = detail
  }
}

/** Throws `broken_invariant` when `condition` is false: our bug, never the caller's. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Fault('broken_invariant', message)
}

/** Compile-time proof that a union was handled to the end. */
export function unreachable(value: never): never {
  throw new Fault('broken_invariant', `unhandled case ${JSON.stringify(value)}`)
}
