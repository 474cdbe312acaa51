import { z } from 'zod'
import { testConnector } from '@/agent/desks/cost/connect/test-connectors'
import { handle, readInput, readJson } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { requireActor } from '@/app/session'
import { takeOne } from '@/lib/identity/rate-limit'
import { Fault } from '@/lib/kernel/errors'
import { CONNECTOR_NAMES } from '@/schemas/connectors'

export const dynamic = 'force-dynamic'

const Asked = z.strictObject({ connector: z.enum(CONNECTOR_NAMES) })
// A test asks another service, and one of them charges for it.
const PER_PERSON = { name: 'connector tests', burst: 10, per_sec: 0.1 }

/** POST the name of a connector: asks it for real and answers with what it said and what to do. Administrators only. */
export const POST = handle(async (request: Request) => {
  requireSameOrigin(request)
  const actor = await requireActor('work')
  if (!actor.roles.includes('admin')) throw new Fault('forbidden', 'only an administrator tests connectors', { code: 'ROLE', needed: ['admin'] })
  takeOne(PER_PERSON, `${actor.tenant_id} ${actor.id}`)
  const { connector } = readInput(Asked, await readJson(request))
  return Response.json(await testConnector(actor.tenant_id, connector))
})
