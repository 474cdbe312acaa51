import { z } from 'zod'
import { renameView } from '@/lib/cases/saved-view-store'
import { defineCommand } from '../command'

/** Calls one of one's own saved views something else. Others find a shared one under its new name. */
export const viewRename = defineCommand({
  params: z.strictObject({ name: z.string().trim().min(1).max(60) }),
  audit_kind: 'view.renamed',
  ready: ({ actor, request, params: { name } }) => {
    const { tenant_id, id } = actor
    return async (tx) => {
      const before = await renameView(tx, { tenant_id, person_id: id }, request.subject, name)
      return { subject: request.subject, new_version: null, message: `Called ${name} now.`, body: { view_id: request.subject, name, before } }
    }
  },
})
