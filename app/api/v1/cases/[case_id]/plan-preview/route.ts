import { handle, readInput, readJson } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { requireActor } from '@/app/session'
import { planEditPreview } from '@/app/views/case/case-plan-edit'
import { PREVIEWS_PER_PERSON, takeOne } from '@/lib/identity/rate-limit'
import { PlanEditRequest } from '@/schemas/plan-edit-view'

export const dynamic = 'force-dynamic'

/** POST new values of an action's parameters: the plan as it would be, scored. Keeps nothing, so it is open to everybody who may read the case. */
export const POST = handle(async (request: Request, { params }: { params: Promise<{ case_id: string }> }) => {
  requireSameOrigin(request)
  const actor = await requireActor()
  takeOne(PREVIEWS_PER_PERSON, `${actor.tenant_id} ${actor.id}`)
  const edit = readInput(PlanEditRequest, await readJson(request))
  return Response.json(await planEditPreview(actor, (await params).case_id, edit))
})
