import { z } from 'zod'
import { dueOf, saveCase } from '@/lib/cases/store'
import { getPerson } from '@/lib/identity/person-store'
import { defineCommand } from '../command'
import { lockedCase } from '../under-lock/locked-case'

/** Gives the case to a person of the tenant, or to nobody. */
export const caseAssignOwner = defineCommand({
  params: z.strictObject({ owner: z.string().min(1).max(80).nullable() }),
  audit_kind: 'case.owner_assigned',
  async ready(call) {
    const { owner } = call.params
    const person = owner === null ? null : await getPerson(call.actor.tenant_id, owner)
    return async (tx) => {
      const c = await lockedCase(tx, call)
      const saved = await saveCase(tx, { ...c, owner, updated_at: call.now }, c.revision, await dueOf(tx, c.tenant_id, c.case_id))
      const message = person === null ? 'Nobody owns this case now.' : `${person.name} owns this case now.`
      return { subject: c.case_id, new_version: saved.revision, message, body: { owner, before: c.owner } }
    }
  },
})
