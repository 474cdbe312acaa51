import { z } from 'zod'
import { handle, readInput, readJson } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { requireActor } from '@/app/session'
import { searchOfQuery } from '@/app/views/inbox/inbox-search'
import { inboxQuery } from '@/components/screens/inbox/inbox-query'
import { listViews } from '@/lib/cases/saved-view-store'
import { runCommand } from '@/lib/commands/bus'
import type { Actor } from '@/schemas/actor'
import type { CommandRequest } from '@/schemas/command'

export const dynamic = 'force-dynamic'

const name = z.string().trim().min(1).max(60)
const view_id = z.string().max(80)
/** Minted once for what is on the screen: a retry with the same key is answered with what happened then. */
const idempotency_key = z.string().min(8).max(80).optional()
const NewView = z.strictObject({ name, query: z.string().max(1000), is_shared: z.boolean().default(false), idempotency_key })
const Renamed = z.strictObject({ view_id, name, idempotency_key })
const Shared = z.strictObject({ view_id, is_shared: z.boolean(), idempotency_key })

async function askedBy<T>(request: Request, shape: z.ZodType<T>): Promise<[Actor, T]> {
  requireSameOrigin(request)
  const actor = await requireActor('work')
  return [{ ...actor, surface: actor.auth?.method === 'token' ? 'cli' : 'web' }, readInput(shape, await readJson(request))]
}

const give = (actor: Actor, about: Pick<CommandRequest, 'command' | 'subject' | 'params'>, key: string | undefined) =>
  runCommand(actor, {
    ...about,
    expected_version: null,
    plan_hash: null,
    intent_digest: null,
    reason: '',
    acknowledged: null,
    surface: 'web',
    idempotency_key: key ?? crypto.randomUUID(),
  })

/** POST a search under a name: the command `view.save`. What is kept is the search as it was understood. */
export const POST = handle(async (request: Request) => {
  const [actor, { idempotency_key: key, ...asked }] = await askedBy(request, NewView)
  const query = inboxQuery({ ...searchOfQuery(asked.query), page: 1 })
  await give(actor, { command: 'view.save', subject: actor.tenant_id, params: { ...asked, query } }, key)
  // Under its name, which is the earlier one's id where a name was kept already.
  const kept = (await listViews({ tenant_id: actor.tenant_id, person_id: actor.id })).find((v) => v.is_mine && v.name === asked.name)
  return Response.json({ view_id: kept?.view_id })
})

/** PATCH the name of one of mine, or whether others see it: the commands `view.rename` and `view.share`. */
export const PATCH = handle(async (request: Request) => {
  const [actor, asked] = await askedBy(request, z.union([Renamed, Shared]))
  const { view_id: subject, idempotency_key: key, ...params } = asked
  await give(actor, { command: 'name' in asked ? 'view.rename' : 'view.share', subject, params }, key)
  return Response.json({ view_id: asked.view_id })
})

/** DELETE one of mine: the command `view.delete`. */
export const DELETE = handle(async (request: Request) => {
  const [actor, asked] = await askedBy(request, z.strictObject({ view_id, idempotency_key }))
  await give(actor, { command: 'view.delete', subject: asked.view_id, params: {} }, asked.idempotency_key)
  return Response.json({ view_id: asked.view_id })
})
