import { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import { log } from '@/lib/kernel/log'
import type { FaultCode } from '@/schemas/error'

const STATUS = {
  validation_failed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  expired: 410,
  digest_mismatch: 412,
  frozen: 423,
  rate_limited: 429,
  broken_invariant: 500,
  provider_down: 503,
} as const satisfies Record<FaultCode, number>

type Handler<C> = (request: Request, context: C) => Promise<Response>

/** What a malformed request is told: the first field that does not fit, its value and what would. */
function asFault(error: unknown): unknown {
  if (!(error instanceof z.ZodError)) return error
  const [issue] = error.issues
  const field = issue?.path.join('.') || 'body'
  return new Fault('validation_failed', `${field}: ${issue?.message ?? 'does not match'}`, { field, issues: error.issues })
}

/** The one place where an error becomes a status. Unknown errors keep their message out of the response. */
export function handle<C>(run: Handler<C>): Handler<C> {
  return async (request, context) => {
    try {
      return await run(request, context)
    } catch (error) {
      const fault = asFault(error)
      if (fault instanceof Fault && fault.code !== 'broken_invariant')
        return Response.json({ error: { code: fault.code, message: fault.message, detail: fault.detail } }, { status: STATUS[fault.code] })
      log.error('a request failed', error, { path: new URL(request.url).pathname })
      return Response.json(
        { error: { code: 'broken_invariant', message: 'Something went wrong on our side. Nothing was changed; try again.', detail: {} } },
        { status: 500 },
      )
    }
  }
}

const MAX_JSON_BYTES = 64 * 1024

/** The body as JSON. Throws `validation_failed` for something else or more than 64 KB. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await request.text()
  if (text.length > MAX_JSON_BYTES) throw new Fault('validation_failed', 'body: larger than 64 KB', { field: 'body', bytes: text.length })
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Fault('validation_failed', 'body: is not JSON', { field: 'body' }, { cause })
  }
}
