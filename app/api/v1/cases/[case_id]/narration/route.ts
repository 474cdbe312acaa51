import { handle } from '@/app/api/http'
import { requireActor } from '@/app/session'
import { caseNarration } from '@/app/views/case/case-narration'
import { NARRATIONS_PER_PERSON, takeOne } from '@/lib/identity/rate-limit'

export const dynamic = 'force-dynamic'

/** GET the case in a paragraph and who worded it. It may take as long as the model does; the page never waits for it. */
export const GET = handle(async (_request: Request, { params }: { params: Promise<{ case_id: string }> }) => {
  const actor = await requireActor()
  takeOne(NARRATIONS_PER_PERSON, `${actor.tenant_id} ${actor.id}`)
  const { text, by } = await caseNarration(actor, (await params).case_id)
  return Response.json({ text, by })
})
