import { z } from 'zod'
import { lockTenant } from '@/lib/identity/tenant-store'
import { rollbackLines } from '@/lib/intents/policy-words'
import { Fault } from '@/lib/kernel/errors'
import { formatCount } from '@/lib/kernel/format'
import { nextTurn } from '@/lib/kernel/next-turn'
import { addHours } from '@/lib/kernel/time'
import { engineOf, policyEngine, shippedEngine } from '@/lib/policy/bundle-store'
import { insertBundle, storedInputs } from '@/lib/policy/change-store'
import { diffDecisions } from '@/lib/policy/diff'
import { PolicyFile } from '@/schemas/policy'
import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { reasonOf } from '../under-lock/locked-case'

/** Decisions of so many days are made again under the proposed policies. */
export const DIFF_DAYS = 90

/** Proposes the tenant's own policies, all of them at once. They are checked and compared with what decides now; another person makes them decide. */
export const policyPropose = defineCommand({
  params: z.strictObject({ files: z.array(PolicyFile).max(20) }),
  audit_kind: 'policy.proposed',
  async ready(call) {
    const { actor, params, now } = call
    const note = reasonOf(call)
    const tenant_id = requireOwnTenant(call)
    const files = [...params.files].sort((a, b) => (a.name < b.name ? -1 : 1))
    const since = addHours(now, -24 * DIFF_DAYS)
    const [shipped, before, after, inputs] = await Promise.all([shippedEngine(), policyEngine(tenant_id), engineOf(files), storedInputs(tenant_id, since)])
    if (after.digest === shipped.digest)
      throw new Fault('conflict', 'these are the shipped policies: they need no proposal, activate them by their digest', {
        code: 'STALE_STATE',
        bundle_digest: after.digest,
      })
    const diff = await diffDecisions(before, after, inputs, { since, until: now }, nextTurn)
    const bundle = {
      bundle_digest: after.digest,
      shipped_digest: shipped.digest,
      files,
      note,
      proposed_by: actor.id,
      proposed_by_name: actor.name,
      proposed_at: now,
      diff,
    }
    return async (tx) => {
      await lockTenant(tx, tenant_id)
      if (!(await insertBundle(tx, tenant_id, bundle)))
        throw new Fault('conflict', 'exactly these policies were proposed before: activate them by their digest', {
          code: 'STALE_STATE',
          bundle_digest: after.digest,
        })
      const flipped = diff.flips.reduce((sum, f) => sum + f.plans, 0)
      return {
        subject: tenant_id,
        new_version: null,
        message: `Proposed as ${after.digest.slice(0, 8)}. ${flipped} of ${formatCount(diff.inputs, 'decision')} of the last ${DIFF_DAYS} days would come out differently.${diff.rollbacks === undefined ? '' : ` ${rollbackLines(diff.rollbacks).join(', ')}.`} Another person activates it.`,
        body: {
          bundle_digest: after.digest,
          replaces: before.digest,
          files: files.map((f) => f.name),
          inputs: diff.inputs,
          unreadable: diff.unreadable,
          flips: diff.flips,
          ...(diff.rollbacks === undefined ? {} : { rollbacks: diff.rollbacks }),
        },
      }
    }
  },
})
