import { handle, readBytes } from '@/app/api/http'
import { receiveDelivery } from '@/lib/desks/cost/connectors/change-events/receive'

export const dynamic = 'force-dynamic'

const MOST_BYTES = 1024 * 1024

/** POST one message of a service that deploys. Signed over the raw body; nobody is signed in. 202 also for a copy, so that the sender does not try again. */
export const POST = handle(async (request: Request, { params }: { params: Promise<{ tenant_id: string; hook_id: string }> }) => {
  const { tenant_id, hook_id } = await params
  const body = await readBytes(request, MOST_BYTES)
  const taken = await receiveDelivery({ tenant_id, hook_id, headers: request.headers, body, system_now_ms: Date.now() })
  return Response.json(taken, { status: 202 })
})
