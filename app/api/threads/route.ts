import { z } from 'zod'
import { KEEP_RAW_MS } from '@/agent/agui/perform-run'
import { changeThread, createThread, dropThread, KEEP_THREADS_DAYS, listThreads, sweepThreads } from '@/agent/agui/thread-store'
import { handle, readInput, readJson } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { requireActor } from '@/app/session'
import { noThread, ownerOf } from './owner-of'

export const dynamic = 'force-dynamic'

const title = z.string().trim().max(80)
const thread_id = z.string().max(80)
const NewThread = z.strictObject({ title: title.default('') })
const Changed = z.strictObject({ thread_id, title: title.min(1).optional(), is_shared: z.boolean().optional() })
const Dropped = z.strictObject({ thread_id })

/** GET my conversations and those shared with me, newest first. */
export const GET = handle(async () => Response.json({ threads: await listThreads(ownerOf(await requireActor())), keep_days: KEEP_THREADS_DAYS }))

/** POST a new conversation. Ids are made here: one that was not is unknown to everybody. */
export const POST = handle(async (request: Request) => {
  requireSameOrigin(request)
  const owner = ownerOf(await requireActor('work'))
  const asked = readInput(NewThread, await readJson(request))
  const id = `x_${crypto.randomUUID()}`
  await createThread(owner, id, asked.title)
  await sweepThreads(owner.tenant_id, KEEP_RAW_MS)
  return Response.json({ thread_id: id })
})

/** PATCH the title of one of mine, or whether the tenant reads it. */
export const PATCH = handle(async (request: Request) => {
  requireSameOrigin(request)
  const owner = ownerOf(await requireActor('work'))
  const asked = readInput(Changed, await readJson(request))
  if (!(await changeThread(owner, asked.thread_id, asked))) throw noThread(asked.thread_id)
  return Response.json({ thread_id: asked.thread_id })
})

/** DELETE one of mine with everything said in it. */
export const DELETE = handle(async (request: Request) => {
  requireSameOrigin(request)
  const owner = ownerOf(await requireActor('work'))
  const asked = readInput(Dropped, await readJson(request))
  if (!(await dropThread(owner, asked.thread_id))) throw noThread(asked.thread_id)
  return Response.json({ thread_id: asked.thread_id })
})
