import { handle } from '@/app/api/http'
import { inTenantZone } from '@/app/in-tenant-zone'
import { requireActor } from '@/app/session'
import { currentIntents } from '@/app/views/case/case-intents'
import { forClient, readUiClient, UI_SCHEMA_SPOKEN } from '@/lib/intents/negotiate'

export const dynamic = 'force-dynamic'

/** GET the cards of one case as they are now, for a card in an older conversation, as far as the client says it can draw them (header `UI-Schema`). */
export const GET = handle(async (request: Request, { params }: { params: Promise<{ case_id: string }> }) => {
  const actor = await requireActor()
  const client = readUiClient(request.headers.get('ui-schema'))
  const found = await inTenantZone(actor, await currentIntents(actor, (await params).case_id))
  const shown = Object.fromEntries(Object.entries(found).map(([part, intent]) => [part, intent === null ? null : forClient(intent, client)]))
  return Response.json(shown, { headers: { 'ui-schema': UI_SCHEMA_SPOKEN, vary: 'UI-Schema' } })
})
