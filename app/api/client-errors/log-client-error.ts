import { z } from 'zod'
import { readInput, readJson } from '@/app/api/http'
import { CLIENT_ERRORS_PER_PERSON, takeOne } from '@/lib/identity/rate-limit'
import { log } from '@/lib/kernel/log'
import type { Actor } from '@/schemas/actor'

const MAX_BYTES = 8 * 1024

/** What a browser tells of an error of its own. Where it happened is a path: an address may hold what somebody searched for. */
const ClientError = z.strictObject({
  kind: z.enum(['error', 'rejection', 'card']),
  message: z.string().max(500),
  stack: z.string().max(4000),
  path: z.string().regex(/^\/[^?#]{0,200}$/),
})

/** One error of this person's browser into the log of this process, redacted as every line of it. `now_ms` is the clock by which too many are refused. */
export async function logClientError(request: Request, actor: Actor, now_ms: number): Promise<void> {
  takeOne(CLIENT_ERRORS_PER_PERSON, `${actor.tenant_id} ${actor.id}`, now_ms)
  const { kind, message, stack, path } = readInput(ClientError, await readJson(request, MAX_BYTES))
  log.warn('an error in a browser', { kind, said: message, stack, path, tenant_id: actor.tenant_id })
}
