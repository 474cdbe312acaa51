import { z } from 'zod'
import { handle, readInput } from '@/app/api/http'
import { asShown } from '@/app/as-shown'
import { requireActor } from '@/app/session'
import { approvalsPage } from '@/app/views/approvals/approvals'

export const dynamic = 'force-dynamic'

const Asked = z.strictObject({
  state: z.enum(['waiting', 'decided']).default('waiting'),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

/** GET one page of requests: `state` is waiting or decided, `after` the `next` of the page before. `next` is null at the end. */
export const GET = handle(async (request: Request) => {
  const actor = await requireActor()
  const { state, after, limit } = readInput(Asked, Object.fromEntries(new URL(request.url).searchParams))
  return Response.json(await asShown(actor, await approvalsPage(actor, state, after ?? null, limit)), { headers: { 'cache-control': 'no-store' } })
})
