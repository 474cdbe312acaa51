import { handle } from '@/app/api/http'
import { requireActor } from '@/app/session'
import { inboxCsv } from '@/app/views/inbox-csv'
import { searchOfQuery } from '@/app/views/inbox-search'
import { requirePermitted } from '@/lib/commands/refusals/require-permitted'

export const dynamic = 'force-dynamic'

/** GET what a search of the inbox finds, as a CSV file; the query is that of the page. */
export const GET = handle(async (request: Request) => {
  const actor = await requireActor()
  await requirePermitted(actor, 'export')
  const { origin, searchParams } = new URL(request.url)
  const csv = await inboxCsv(actor, searchOfQuery(searchParams.toString()), origin)
  return new Response(csv, {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="countersign-cases.csv"', 'cache-control': 'no-store' },
  })
})
