import { z } from 'zod'
import { getImport } from '@/lib/warehouse/imports/import-store'
import { cancelImport } from '@/lib/warehouse/imports/request-import'
import { defineCommand } from '../command'

/** Stops an import that has not ended. Nothing of it becomes visible. */
export const importCancel = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'import.cancelled',
  async ready({ actor, request, now }) {
    const { import_id } = await getImport(actor.tenant_id, request.subject)
    return async (tx) => {
      const { subject, body } = await cancelImport(tx, { tenant_id: actor.tenant_id, import_id, actor, at: now })
      return { subject, new_version: null, message: 'The import has been cancelled. Nothing of it becomes visible.', body }
    }
  },
})
