import { z } from 'zod'
import { handle, readInput, readJson } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { requireActor } from '@/app/session'
import { CLIENT_ERRORS_PER_PERSON, takeOne } from '@/lib/identity/rate-limit'
import { log } from '@/lib/kernel/log'

export const dynamic = 'force-dynamic'

const MAX_BYTES = 8 * 1024

/** What a browser tells of an error of its own. Where it happened is a path: an address may hold what somebody searched for. */
const ClientError = z.strictObject({
  kind: z.enum(['error', 'rejection', 'card']),
  message: z.string().max(500),
  stack: z.string().max(4000),
  path: z.string().regex(/^\/[^?#]{0,200}$/),
})

/** POST one error of a browser into the log of this process, redacted as every line of it. Nothing is kept elsewhere and nothing is answered. */
export const POST = handle(async (request: Request) => {
  requireSameOrigin(request)
  const actor = await requireActor()
  takeOne(CLIENT_ERRORS_PER_PERSON, `${actor.tenant_id} ${actor.id}`)
  const { kind, message, stack, path } = readInput(ClientError, await readJson(request, MAX_BYTES))
  log.warn('an error in a browser', { kind, said: message, stack, path, tenant_id: actor.tenant_id })
  return new Response(null, { status: 204 })
})
