import { handle } from '@/app/api/http'
import { receiveDelivery } from '@/lib/desks/cost/connectors/change-events/receive'
import { Fault } from '@/lib/kernel/errors'

export const dynamic = 'force-dynamic'

const MOST_BYTES = 1024 * 1024

/** POST one message of a service that deploys. Signed over the raw body; nobody is signed in. 202 also for a copy, so that the sender does not try again. */
export const POST = handle(async (request: Request, { params }: { params: Promise<{ tenant_id: string; hook_id: string }> }) => {
  const { tenant_id, hook_id } = await params
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.byteLength
    if (bytes > MOST_BYTES) throw new Fault('validation_failed', 'body: larger than 1 MB', { field: 'body' })
    parts.push(part)
  }
  const taken = await receiveDelivery({ tenant_id, hook_id, headers: request.headers, body: Buffer.concat(parts), system_now_ms: Date.now() })
  return Response.json(taken, { status: 202 })
})
