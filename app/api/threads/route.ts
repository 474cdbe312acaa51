import { z } from 'zod'
import { createThread, listThreads, renameThread } from '@/agent/agui/thread-store'
import { handle, readInput, readJson } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { requireActor } from '@/app/session'
import { Fault } from '@/lib/kernel/errors'
import type { Actor } from '@/schemas/actor'

export const dynamic = 'force-dynamic'

const ownerOf = (actor: Actor) => ({ tenant_id: actor.tenant_id, person_id: actor.id })
const title = z.string().trim().max(80)
const NewThread = z.strictObject({ title: title.default('') })
const Renamed = z.strictObject({ thread_id: z.string().max(80), title: title.min(1) })

/** GET my conversations, newest first. */
export const GET = handle(async () => Response.json({ threads: await listThreads(ownerOf(await requireActor())) }))

/** POST a new conversation. Ids are made here: one that was not is unknown to everybody. */
export const POST = handle(async (request: Request) => {
  requireSameOrigin(request)
  const owner = ownerOf(await requireActor())
  const asked = readInput(NewThread, await readJson(request))
  const thread_id = `x_${crypto.randomUUID()}`
  await createThread(owner, thread_id, asked.title)
  return Response.json({ thread_id })
})

/** PATCH the title of one of mine. */
export const PATCH = handle(async (request: Request) => {
  requireSameOrigin(request)
  const owner = ownerOf(await requireActor())
  const asked = readInput(Renamed, await readJson(request))
  if (!(await renameThread(owner, asked.thread_id, asked.title))) throw new Fault('not_found', 'there is no such conversation', { thread_id: asked.thread_id })
  return Response.json({ thread_id: asked.thread_id })
})
