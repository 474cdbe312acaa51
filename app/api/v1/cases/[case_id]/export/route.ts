import { handle } from '@/app/api/http'
import { requireActor } from '@/app/session'
import { exportCase } from '@/app/views/case/case-export'
import { requirePermitted } from '@/lib/commands/refusals/require-permitted'
import { EXPORTS_PER_PERSON, takeOne } from '@/lib/identity/rate-limit'

export const dynamic = 'force-dynamic'

/** GET one case as a file that renders read-only without this server. Recorded. */
export const GET = handle(async (_request: Request, { params }: { params: Promise<{ case_id: string }> }) => {
  const actor = await requireActor()
  await requirePermitted(actor, 'export')
  takeOne(EXPORTS_PER_PERSON, `${actor.tenant_id} ${actor.id}`)
  const { case_id } = await params
  const html = await exportCase(actor, case_id)
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': `attachment; filename="${case_id.replace(/[^\w-]/g, '')}.html"`,
      'cache-control': 'no-store',
    },
  })
})
