import { z } from 'zod'
import { handle, readInput, readJson } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { requireActor } from '@/app/session'
import { searchOfQuery } from '@/app/views/inbox-search'
import { inboxQuery } from '@/components/screens/inbox-query'
import { changeView, dropView, saveView, type ViewOwner } from '@/lib/cases/saved-view-store'

export const dynamic = 'force-dynamic'

const name = z.string().trim().min(1).max(60)
const view_id = z.string().max(80)
const NewView = z.strictObject({ name, query: z.string().max(1000), is_shared: z.boolean().default(false) })
const Changed = z.strictObject({ view_id, name: name.optional(), is_shared: z.boolean().optional() })

async function askedBy<T>(request: Request, shape: z.ZodType<T>): Promise<[ViewOwner, T]> {
  requireSameOrigin(request)
  const { tenant_id, id } = await requireActor('work')
  return [{ tenant_id, person_id: id }, readInput(shape, await readJson(request))]
}

/** POST a search under a name. What is kept is the search as it was understood. */
export const POST = handle(async (request: Request) => {
  const [owner, asked] = await askedBy(request, NewView)
  const fresh = `view_${crypto.randomUUID()}`
  const kept = await saveView(owner, {
    view_id: fresh,
    name: asked.name,
    query: inboxQuery({ ...searchOfQuery(asked.query), page: 1 }),
    is_shared: asked.is_shared,
  })
  return Response.json({ view_id: kept })
})

/** PATCH the name of one of mine, or whether others see it. */
export const PATCH = handle(async (request: Request) => {
  const [owner, asked] = await askedBy(request, Changed)
  await changeView(owner, asked.view_id, asked)
  return Response.json({ view_id: asked.view_id })
})

/** DELETE one of mine. */
export const DELETE = handle(async (request: Request) => {
  const [owner, asked] = await askedBy(request, z.strictObject({ view_id }))
  await dropView(owner, asked.view_id)
  return Response.json({ view_id: asked.view_id })
})
