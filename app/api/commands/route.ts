import { handle, readInput, readJson } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { requireActor } from '@/app/session'
import { runCommand } from '@/lib/commands/bus'
import { CommandRequest } from '@/schemas/command'

export const dynamic = 'force-dynamic'

/** POST one command. 200 accepted or replayed; every refusal is an ErrorBody whose message says what to do. */
export const POST = handle(async (request: Request) => {
  requireSameOrigin(request)
  const actor = await requireActor()
  const command = readInput(CommandRequest, await readJson(request))
  return Response.json(await runCommand({ ...actor, surface: command.surface === 'chat' ? 'chat' : 'web' }, command))
})
