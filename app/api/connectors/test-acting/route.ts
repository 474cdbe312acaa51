import { askActing } from '@/agent/desks/cost/connect/ask-acting'
import { handle } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { requireActor } from '@/app/session'
import { takeOne } from '@/lib/identity/rate-limit'
import { Fault } from '@/lib/kernel/errors'

export const dynamic = 'force-dynamic'

// Each role is taken on anew.
const PER_PERSON = { name: 'tests of acting', burst: 5, per_sec: 0.1 }
const PATIENCE_MS = 8_000

/** POST: has a worker of the execution queue try whether it can act, which this process cannot, and answers with what it heard so far. Administrators only. */
export const POST = handle(async (request: Request) => {
  requireSameOrigin(request)
  const actor = await requireActor('work')
  if (!actor.roles.includes('admin')) throw new Fault('forbidden', 'only an administrator tests roles', { code: 'ROLE', needed: ['admin'] })
  takeOne(PER_PERSON, `${actor.tenant_id} ${actor.id}`)
  return Response.json(await askActing(actor.tenant_id, PATIENCE_MS))
})
