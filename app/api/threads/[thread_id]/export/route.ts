import { handle } from '@/app/api/http'
import { requireActor } from '@/app/session'
import { exportedThread, threadMarkdown } from '@/app/views/thread-export'
import { requirePermitted } from '@/lib/commands/refusals/require-permitted'
import { EXPORTS_PER_PERSON, takeOne } from '@/lib/identity/rate-limit'
import { ownerOf } from '../../owner-of'

export const dynamic = 'force-dynamic'

/** GET a conversation as a file: `?format=json` whole, otherwise Markdown. */
export const GET = handle(async (request: Request, { params }: { params: Promise<{ thread_id: string }> }) => {
  const actor = await requireActor()
  await requirePermitted(actor, 'export')
  takeOne(EXPORTS_PER_PERSON, `${actor.tenant_id} ${actor.id}`)
  const thread = await exportedThread(ownerOf(actor), (await params).thread_id)
  const is_json = new URL(request.url).searchParams.get('format') === 'json'
  const [body, type, ending] = is_json ? [JSON.stringify(thread, null, 2), 'application/json', 'json'] : [threadMarkdown(thread), 'text/markdown', 'md']
  return new Response(body, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="countersign-conversation.${ending}"`,
      'cache-control': 'no-store',
    },
  })
})
