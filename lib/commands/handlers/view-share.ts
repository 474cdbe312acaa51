import { z } from 'zod'
import { shareView } from '@/lib/cases/saved-view-store'
import { defineCommand } from '../command'

/** Shows one of one's own saved views to everybody of the tenant, or to nobody else again. Only its maker does. */
export const viewShare = defineCommand({
  params: z.strictObject({ is_shared: z.boolean() }),
  audit_kind: 'view.shared',
  ready: ({ actor, request, params: { is_shared } }) => {
    const { tenant_id, id } = actor
    return async (tx) => {
      const name = await shareView(tx, { tenant_id, person_id: id }, request.subject, is_shared)
      return {
        subject: request.subject,
        new_version: null,
        message: is_shared ? `Everybody here sees ${name} now.` : `Only you see ${name} now.`,
        body: { view_id: request.subject, name, is_shared },
      }
    }
  },
})
