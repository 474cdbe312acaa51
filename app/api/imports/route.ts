import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ReadableStream } from 'node:stream/web'
import { z } from 'zod'
import { handle, readInput } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { requireActor } from '@/app/session'
import { runCommand } from '@/lib/commands/bus'
import { COMMANDS } from '@/lib/commands/registry'
import { sha256 } from '@/lib/kernel/canonical'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { SourceName } from '@/schemas/bill'
import { keepUpload } from './keep-upload'

export const dynamic = 'force-dynamic'

const NAME = /^\P{Cc}+\.(?:csv|csv\.gz|parquet)$/iu
const Query = z.strictObject({
  name: z.string().min(1).max(200).regex(NAME, 'must end in .csv, .csv.gz or .parquet'),
  source: SourceName,
  key: z.string().min(8).max(80),
})

/**
 * POST a bill as the request's body: `?name=FILE&source=NAME&key=IDEMPOTENCY_KEY`. Streamed to disk, so that its size is bounded by the
 * disk only, then queued for the worker. 200 with the command's result; progress follows on /sources.
 */
export const POST = handle(async (request: Request) => {
  requireSameOrigin(request)
  const actor = await requireActor()
  const { name, source, key } = readInput(Query, Object.fromEntries(new URL(request.url).searchParams))
  if (request.body === null) throw new Fault('validation_failed', 'body: the file is empty', { field: 'body' })
  // Named by the key, so that a repeated request is the same request; the file's own name never becomes a path.
  const folder = join(config().inbox_dir, actor.tenant_id, sha256(`${actor.id} ${key}`).slice(0, 24))
  const stored_as = `bill${/\.(?:csv|csv\.gz|parquet)$/i.exec(name)?.[0].toLowerCase()}`
  // Whoever may not import is refused by the command below, before a byte is kept.
  const may_import = COMMANDS['import.start'].roles.some((role) => actor.roles.includes(role))
  const is_new = may_import && (await keepUpload(request.body as ReadableStream, folder, stored_as))
  try {
    const result = await runCommand(actor, {
      command: 'import.start',
      subject: source,
      expected_version: null,
      plan_hash: null,
      intent_digest: null,
      params: { source, files: [{ path: join(folder, stored_as), name: basename(name) }] },
      reason: '',
      acknowledged: null,
      surface: 'web',
      idempotency_key: key,
    })
    return Response.json(result)
  } catch (error) {
    if (is_new) await rm(folder, { recursive: true, force: true })
    throw error
  }
})
