import type { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import { log } from '@/lib/kernel/log'
import { readWithin } from '@/lib/kernel/read-within'
import { redact, redactDeep } from '@/lib/kernel/redact'
import { mayHoldBroken, requireKeepable } from '@/lib/kernel/well-formed'
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
  settling: 409,
  broken_invariant: 500,
  provider_down: 503,
} as const satisfies Record<FaultCode, number>

type Handler<C> = (request: Request, context: C) => Promise<Response>

/** The one place where an error becomes a status. Unknown errors keep their message out of the response. */
export function handle<C>(run: Handler<C>): Handler<C> {
  return async (request, context) => {
    try {
      if (request.url.includes('%00')) throw new Fault('not_found', 'there is nothing here: no name holds a NUL character')
      return await run(request, context)
    } catch (error) {
      if (error instanceof Fault && error.code !== 'broken_invariant')
        return Response.json(
          { error: { code: error.code, message: redact(error.message), detail: redactDeep(error.detail) } },
          { status: STATUS[error.code], headers: retryAfter(error) },
        )
      log.error('a request failed', error, { path: new URL(request.url).pathname })
      return Response.json(
        { error: { code: 'broken_invariant', message: 'Something went wrong on our side. Nothing was changed; try again.', detail: {} } },
        { status: 500 },
      )
    }
  }
}

/** When to come back, as HTTP says it, where a limit knows. */
function retryAfter({ code, detail }: Fault): Record<string, string> {
  const seconds = detail['retry_after_sec']
  return code === 'rate_limited' && typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {}
}

const MAX_JSON_BYTES = 64 * 1024
// Commands nest a handful of levels. What digests, redacts or shows a value calls itself for each level, and fails at some thousands.
const MAX_JSON_DEPTH = 64

/**
 * The body as JSON. Throws `validation_failed` for something else, for more than `most_bytes`, for more than 64 levels and, naming the field, for text that
 * nothing can keep.
 */
export async function readJson(request: Request, most_bytes = MAX_JSON_BYTES): Promise<unknown> {
  const text = await readText(request, most_bytes)
  const value = parsed(text)
  if (isDeeper(value, MAX_JSON_DEPTH)) throw new Fault('validation_failed', `body: nested more than ${MAX_JSON_DEPTH} deep`, { field: 'body' })
  if (mayHoldBroken(text)) requireKeepable(value)
  return value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Fault('validation_failed', 'body: is not JSON', { field: 'body' }, { cause })
  }
}

/** Goes level by level: recursion would fail at what it looks for. */
function isDeeper(value: unknown, most: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true
    level = level.flatMap((held) => (held !== null && typeof held === 'object' ? Object.values(held).filter((inner) => typeof inner === 'object') : []))
  }
  return false
}

/** The body as text, read as `readBytes` reads it. */
export const readText = async (request: Request, most_bytes: number): Promise<string> => (await readBytes(request, most_bytes)).toString('utf8')

/** The body, read no further than `most_bytes`: throws `validation_failed` for what is larger before it is held. */
export async function readBytes(request: Request, most_bytes: number): Promise<Buffer> {
  const bytes = await readWithin(request.body, most_bytes)
  if (bytes === null) throw new Fault('validation_failed', `body: larger than ${Math.round(most_bytes / 1024)} KB: send less`, { field: 'body', most_bytes })
  return bytes
}

/** A request's input, read by its schema. Throws `validation_failed` naming the first field that does not fit and what would. */
export function readInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') || 'body'
  throw new Fault('validation_failed', `${field}: ${issue?.message ?? 'does not match'}`, { field, issues: parsed.error.issues })
}
