import { resolve, sep } from 'node:path'
import { z } from 'zod'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { describeFiles } from '@/lib/warehouse/imports/import-files'
import { queueImport } from '@/lib/warehouse/imports/request-import'
import { SourceName } from '@/schemas/bill'
import { type Call, defineCommand } from '../command'

const File = z.strictObject({ path: z.string().min(1).max(4096), name: z.string().min(1).max(255) })

/** Queues the files of one bill for import. They are read and checked by the worker; the bill appears whole or not at all. */
export const importStart = defineCommand({
  params: z.strictObject({ source: SourceName, files: z.array(File).min(1).max(500) }),
  audit_kind: 'import.started',
  async ready(call) {
    const { actor, now, params } = call
    for (const file of params.files) requireUploaded(file.path, call)
    const files = await describeFiles(params.files)
    return async (tx) => {
      const { import_id, event } = await queueImport(tx, { tenant_id: actor.tenant_id, source: params.source, files, actor, at: now })
      return {
        subject: event.subject,
        new_version: null,
        message: `The import of ${params.files.map((f) => f.name).join(', ')} has been queued.`,
        body: { ...event.body, import_id },
      }
    }
  },
})

/**
 * A command comes from somewhere else, over HTTP as a rule, whatever its surface says: it names only what its tenant has uploaded. Whoever has a shell
 * here needs no command: `countersign import` calls `importBill`, which no route may import.
 */
function requireUploaded(path: string, { actor }: Call): void {
  const inbox = resolve(config().inbox_dir, actor.tenant_id) + sep
  if (!resolve(path).startsWith(inbox))
    throw new Fault('forbidden', 'only uploaded files can be imported from here: upload the file, or run `countersign import` where it lies', { code: 'PATH' })
}
