import { readThread } from '@/agent/agui/read-thread'
import { handle } from '@/app/api/http'
import { requireActor } from '@/app/session'
import { noThread, ownerOf } from '../owner-of'

export const dynamic = 'force-dynamic'

// As many as a screen or two shows, and the most that is read at once.
const TURNS = 20
const MOST_TURNS = 1_000

/** GET the last `turns` questions of a conversation with their answers, as messages. */
export const GET = handle(async (request: Request, { params }: { params: Promise<{ thread_id: string }> }) => {
  const owner = ownerOf(await requireActor())
  const { thread_id } = await params
  const asked = Number(new URL(request.url).searchParams.get('turns') ?? TURNS)
  const page = await readThread(owner, thread_id, Number.isInteger(asked) && asked > 0 ? Math.min(asked, MOST_TURNS) : TURNS)
  if (page === null) throw noThread(thread_id)
  return Response.json(page)
})
