import { PostgresAgentRunner } from '@/agent/agui/pg-runner'
import { handle } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { requireActor } from '@/app/session'
import { ownerOf } from '../../owner-of'

export const dynamic = 'force-dynamic'

/** POST to stop what is being answered in a conversation of mine, in whichever tab or process it began. `is_stopped` is false when nothing ran. */
export const POST = handle(async (request: Request, { params }: { params: Promise<{ thread_id: string }> }) => {
  requireSameOrigin(request)
  const owner = ownerOf(await requireActor('work'))
  return Response.json({ is_stopped: await new PostgresAgentRunner(owner).stop({ threadId: (await params).thread_id }) })
})
