import { handle } from '@/app/api/http'
import { requireActor } from '@/app/session'
import { currentIntents } from '@/app/views/case-intents'

export const dynamic = 'force-dynamic'

/** GET the cards of one case as they are now, for a card in an older conversation. */
export const GET = handle(async (_request: Request, { params }: { params: Promise<{ case_id: string }> }) => {
  const actor = await requireActor()
  return Response.json(await currentIntents(actor, (await params).case_id))
})
