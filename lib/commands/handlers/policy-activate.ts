import { z } from 'zod'
import { lockTenant } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { engineOf, shippedEngine } from '@/lib/policy/bundle-store'
import { activations, activeDigest, findBundle, insertActivation } from '@/lib/policy/change-store'
import { Digest } from '@/schemas/ids'
import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { reasonOf } from '../under-lock/locked-case'
import { voidOpenRequests } from '../under-lock/void-open-requests'

/**
 * Makes a bundle decide: one that was proposed, one that decided before, or the shipped policies. Whoever proposed it never activates it.
 * `replaces` is the bundle that the person saw deciding. Open requests become void, because what they were asked for under has changed.
 */
export const policyActivate = defineCommand({
  params: z.strictObject({ bundle_digest: Digest, replaces: Digest }),
  audit_kind: 'policy.activated',
  async ready(call) {
    const { actor, params, now, policy } = call
    const reason = reasonOf(call)
    const tenant_id = requireOwnTenant(call)
    const { bundle_digest, replaces } = params
    const [shipped, bundle, earlier] = await Promise.all([shippedEngine(), findBundle(tenant_id, bundle_digest), activations(tenant_id)])
    if (bundle_digest !== shipped.digest) {
      if (bundle === undefined) throw new Fault('not_found', `no policies with the digest ${bundle_digest.slice(0, 8)} were proposed here`, { bundle_digest })
      if (bundle.proposed_by === actor.id)
        throw new Fault('forbidden', 'you proposed these policies, so someone else activates them', { code: 'SELF_APPROVAL', proposed_by: bundle.proposed_by })
      if (bundle.shipped_digest !== shipped.digest)
        throw new Fault('conflict', 'these policies were checked with another version of the shipped ones: propose them again', {
          code: 'STALE_STATE',
          checked_with: bundle.shipped_digest,
          shipped: shipped.digest,
        })
      await engineOf(bundle.files)
    }
    const is_rollback = earlier.some((a) => a.bundle_digest === bundle_digest) || bundle_digest === shipped.digest
    return async (tx) => {
      await lockTenant(tx, tenant_id)
      // Named by what decides, not by what was once activated: the shipped policies may have changed in between.
      const active = policy.digest
      if (active !== replaces || (await activeDigest(tx, tenant_id)) !== earlier[0]?.bundle_digest)
        throw new Fault('conflict', 'other policies decide now than when you looked: compare again', {
          code: 'STALE_STATE',
          current: { active },
          seen: replaces,
        })
      if (active === bundle_digest) throw new Fault('conflict', 'these policies decide already', { code: 'STALE_STATE', current: { active } })
      await insertActivation(tx, tenant_id, { bundle_digest, activated_by: actor.id, activated_by_name: actor.name, activated_at: now, reason })
      const voided = await voidOpenRequests(tx, tenant_id, 'the policies changed', now)
      return {
        subject: tenant_id,
        new_version: null,
        message: `Policies ${bundle_digest.slice(0, 8)} decide now.${voided.length === 0 ? '' : ` ${voided.length} open ${voided.length === 1 ? 'request is' : 'requests are'} void; the plans are made again.`}`,
        body: { bundle_digest, replaces, is_rollback, proposed_by: bundle?.proposed_by ?? null, voided },
      }
    }
  },
})
