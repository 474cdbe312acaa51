import { handle } from '@/app/api/http'
import { requireActor } from '@/app/session'
import { savingsCsv } from '@/app/views/savings/savings-csv'
import { requirePermitted } from '@/lib/commands/refusals/require-permitted'
import { EXPORTS_PER_PERSON, takeOne } from '@/lib/identity/rate-limit'

export const dynamic = 'force-dynamic'

/** GET the savings ledger as a CSV file, one row per plan and month. */
export const GET = handle(async (request: Request) => {
  const actor = await requireActor()
  await requirePermitted(actor, 'export')
  takeOne(EXPORTS_PER_PERSON, `${actor.tenant_id} ${actor.id}`)
  const csv = await savingsCsv(actor, new URL(request.url).origin)
  return new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="countersign-savings.csv"',
      'cache-control': 'no-store',
    },
  })
})
