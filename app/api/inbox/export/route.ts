import { handle } from '@/app/api/http'
import { requireActor } from '@/app/session'
import { inboxCsv } from '@/app/views/inbox/inbox-csv'
import { searchOfQuery } from '@/app/views/inbox/inbox-search'
import { requirePermitted } from '@/lib/commands/refusals/require-permitted'
import { EXPORTS_PER_PERSON, takeOne } from '@/lib/identity/rate-limit'

export const dynamic = 'force-dynamic'

/** GET what a search of the inbox finds, as a CSV file; the query is that of the page. */
export const GET = handle(async (request: Request) => {
  const actor = await requireActor()
  await requirePermitted(actor, 'export')
  takeOne(EXPORTS_PER_PERSON, `${actor.tenant_id} ${actor.id}`)
  const { origin, searchParams } = new URL(request.url)
  const parts = inboxCsv(actor, searchOfQuery(searchParams.toString()), origin)
  // The first part is asked for here, so that a search that cannot be answered is an error and no file.
  const first = await parts.next()
  return new Response(streamOf(first.value ?? '', parts), {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="countersign-cases.csv"', 'cache-control': 'no-store' },
  })
})

/** Reads on as fast as the browser takes it, and fails the download when a part cannot be read. */
function streamOf(first: string, rest: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(first)),
    async pull(controller) {
      const { value, done } = await rest.next()
      if (done === true) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await rest.return(undefined)
    },
  })
}
