import { basename, join } from 'node:path'
import type { ReadableStream } from 'node:stream/web'
import { z } from 'zod'
import { handle, readInput } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { requireActor } from '@/app/session'
import { getAudit } from '@/lib/audit/store'
import { runCommand } from '@/lib/commands/bus'
import { takeOne, UPLOADS_PER_PERSON } from '@/lib/identity/rate-limit'
import { COMMAND_ROLES } from '@/lib/intents/command-roles'
import { sha256 } from '@/lib/kernel/canonical'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { SourceName } from '@/schemas/bill'
import { dropRefused } from './drop-refused'
import { keepUpload, keptUpload } from './keep-upload'
import { pacedBody } from './paced-body'

export const dynamic = 'force-dynamic'

const NAME = /^\P{Cc}+\.(?:csv|csv\.gz|parquet)$/iu
const Query = z.strictObject({
  name: z.string().min(1).max(200).regex(NAME, 'must end in .csv, .csv.gz or .parquet'),
  source: SourceName,
  key: z.string().min(8).max(80),
  /** This file's place in a delivery of several, sent one after the other; the last one starts the import of all. */
  part: z.coerce.number().int().min(1).max(500).default(1),
  of: z.coerce.number().int().min(1).max(500).default(1),
})

/**
 * POST a bill as the request's body: `?name=FILE&source=NAME&key=IDEMPOTENCY_KEY`. It is streamed to disk, so that only the disk bounds its size, and queued
 * for the worker. Answers 200 with the command's result and `import_id`, or 202 while parts are missing; progress is on /sources.
 *
 * Files of one month belong to one delivery (`&part=1&of=3`) and are imported together, because a second import of a month replaces the first.
 */
export const POST = handle(async (request: Request) => {
  requireSameOrigin(request)
  const actor = await requireActor('import')
  const { name, source, key, part, of } = readInput(Query, Object.fromEntries(new URL(request.url).searchParams))
  if (part > of) throw new Fault('validation_failed', `part: is ${part} of ${of}`, { field: 'part', value: part })
  takeOne(UPLOADS_PER_PERSON, `${actor.tenant_id} ${actor.id}`)
  if (request.body === null) throw new Fault('validation_failed', 'body: the file is empty', { field: 'body' })
  // Named by the key, so that a repeated request is the same request; the file's own name never becomes a path.
  const delivery = join(config().inbox_dir, actor.tenant_id, sha256(`${actor.id} ${key}`).slice(0, 24))
  // Whoever may not import is refused by the command below, before a byte is kept.
  const may_import = COMMAND_ROLES['import.start'].some((role) => actor.roles.includes(role))
  const is_new =
    may_import &&
    (await keepUpload(pacedBody(request, request.body as ReadableStream, `${actor.tenant_id} ${actor.id}`), join(delivery, String(part)), basename(name)))
  if (part < of && may_import) return Response.json({ received: part, of }, { status: 202 })
  try {
    const files = may_import ? await partsOf(delivery, of) : [{ path: delivery, name: basename(name) }]
    const result = await runCommand(actor, {
      command: 'import.start',
      subject: source,
      expected_version: null,
      plan_hash: null,
      intent_digest: null,
      params: { source, files },
      reason: '',
      acknowledged: null,
      surface: 'web',
      idempotency_key: key,
    })
    // The command is about a source; its event says which import came of it, also where the answer is a repeated one.
    const { subject: import_id } = await getAudit(actor.tenant_id, result.audit_seq)
    return Response.json({ ...result, import_id })
  } catch (error) {
    if (is_new) await dropRefused(error, actor.tenant_id, delivery)
    throw error
  }
})

/**
 * The files of a delivery in order. Their paths name their content, so that a key stands for these files and no others. Throws `conflict` when one is missing:
 * nothing is imported from a part of a bill.
 */
async function partsOf(delivery: string, of: number): Promise<{ path: string; name: string }[]> {
  return await Promise.all(
    Array.from({ length: of }, async (_, i) => {
      const folder = join(delivery, String(i + 1))
      const kept = await keptUpload(folder)
      if (kept === undefined) throw new Fault('conflict', `file ${i + 1} of ${of} has not arrived: send all files again`, { part: i + 1, of })
      return { path: join(folder, kept.stored_as), name: kept.name }
    }),
  )
}
