import '@/agent/desks/cost/plan/plan-editor'
import { handle, readInput, readJson } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { inTenantZone, refusalInTenantZone } from '@/app/in-tenant-zone'
import { requireActor } from '@/app/session'
import { runCommand } from '@/lib/commands/bus'
import { COMMANDS_PER_PERSON, takeOne } from '@/lib/identity/rate-limit'
import type { Actor } from '@/schemas/actor'
import { CommandRequest } from '@/schemas/command'
import { withCurrentCard } from './with-current-card'

export const dynamic = 'force-dynamic'

/** POST one command. 200 accepted or replayed; every refusal is an ErrorBody whose message says what to do. */
export const POST = handle(async (request: Request) => {
  requireSameOrigin(request)
  const actor = await requireActor(null)
  takeOne(COMMANDS_PER_PERSON, `${actor.tenant_id} ${actor.id}`)
  const command = readInput(CommandRequest, await readJson(request))
  const as: Actor = { ...actor, surface: actor.auth?.method === 'token' ? 'cli' : command.surface === 'chat' ? 'chat' : 'web' }
  try {
    return Response.json(await inTenantZone(actor, await runCommand(as, command)))
  } catch (error) {
    throw await refusalInTenantZone(actor, await withCurrentCard(error, actor, command))
  }
})
