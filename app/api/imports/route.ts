import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { z } from 'zod'
import { handle } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { requireActor } from '@/app/session'
import { runCommand } from '@/lib/commands/bus'
import { sha256 } from '@/lib/kernel/canonical'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { SourceName } from '@/schemas/bill'

export const dynamic = 'force-dynamic'

const NAME = /\.(?:csv|csv\.gz|parquet)$/i
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
  const { name, source, key } = Query.parse(Object.fromEntries(new URL(request.url).searchParams))
  if (request.body === null) throw new Fault('validation_failed', 'body: the file is empty', { field: 'body' })
  // Named by the key, so that a repeated request is the same request.
  const folder = join(config().inbox_dir, actor.tenant_id, sha256(`${actor.id} ${key}`).slice(0, 24))
  const path = join(folder, basename(name))
  await mkdir(folder, { recursive: true })
  try {
    await pipeline(Readable.fromWeb(request.body as ReadableStream), createWriteStream(path))
    const result = await runCommand(actor, {
      command: 'import.start',
      subject: source,
      expected_version: null,
      plan_hash: null,
      intent_digest: null,
      params: { source, files: [{ path, name: basename(name) }] },
      reason: '',
      acknowledged: null,
      surface: 'web',
      idempotency_key: key,
    })
    return Response.json(result)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
})
