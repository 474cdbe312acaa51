import { z } from 'zod'
import { handle, readInput } from '@/app/api/http'
import { asShown } from '@/app/as-shown'
import { requireActor } from '@/app/session'
import { restatementsPage } from '@/app/views/inbox/restatements'

export const dynamic = 'force-dynamic'

const Asked = z.strictObject({
  state: z.enum(['open', 'acknowledged', 'withdrawn', 'all']).default('open'),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

/**
 * GET one page of closed months that came again with other amounts: `state` is open, acknowledged, withdrawn or all, `after` the `next` of the page before. One
 * is acknowledged by the command `restatement.acknowledge` with `to_version` as `expected_version`.
 */
export const GET = handle(async (request: Request) => {
  const actor = await requireActor()
  const { state, after, limit } = readInput(Asked, Object.fromEntries(new URL(request.url).searchParams))
  const page = await restatementsPage(actor, state === 'all' ? null : state, after ?? null, limit)
  return Response.json(await asShown(actor, page), { headers: { 'cache-control': 'no-store' } })
})
