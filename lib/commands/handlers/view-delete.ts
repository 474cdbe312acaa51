import { z } from 'zod'
import { dropView } from '@/lib/cases/saved-view-store'
import { defineCommand } from '../command'

/** Forgets one of one's own saved views, for everybody who saw it. The search that it was can be asked again. */
export const viewDelete = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'view.deleted',
  ready: ({ actor, request }) => {
    const { tenant_id, id } = actor
    return async (tx) => {
      const { name, query } = await dropView(tx, { tenant_id, person_id: id }, request.subject)
      return { subject: request.subject, new_version: null, message: `${name} is deleted.`, body: { view_id: request.subject, name, query } }
    }
  },
})
