import { handle } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { requireActor } from '@/app/session'
import { logClientError } from './log-client-error'

export const dynamic = 'force-dynamic'

/** POST one error of a browser into the log. Nothing is kept elsewhere and nothing is answered. */
export const POST = handle(async (request: Request) => {
  requireSameOrigin(request)
  await logClientError(request, await requireActor(), Date.now())
  return new Response(null, { status: 204 })
})
