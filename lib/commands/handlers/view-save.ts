import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { saveView } from '@/lib/cases/saved-view-store'
import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'

/**
 * Keeps a search of the inbox under a name of one's own; the same name again means the new search. It decides nothing, so whoever may look may keep one. What
 * is kept is an address that is read again whenever it is opened.
 */
export const viewSave = defineCommand({
  params: z.strictObject({
    name: z.string().trim().min(1).max(60),
    query: z.string().max(1000),
    is_shared: z.boolean().default(false),
  }),
  audit_kind: 'view.saved',
  ready: (call) => {
    const tenant_id = requireOwnTenant(call)
    const { name, query, is_shared } = call.params
    const fresh = `view_${randomUUID()}`
    return async (tx) => {
      const view_id = await saveView(tx, { tenant_id, person_id: call.actor.id }, { view_id: fresh, name, query, is_shared })
      return {
        subject: view_id,
        new_version: null,
        message: `Saved as ${name}${is_shared ? ', for everybody here' : ''}.`,
        body: { view_id, name, query, is_shared, is_new: view_id === fresh },
      }
    }
  },
})
