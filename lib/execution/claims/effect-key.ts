import { digest } from '@/lib/kernel/canonical'
import type { Digest } from '@/schemas/ids'

/**
 * Key of one effect of one approved plan: an effect happens at most once per key. There is one run per approval, so a plan that failed and
 * was approved again may be tried again; a person's second try at a rollback is another step.
 */
export const effectKey = (effect: { case_id: string; action_id: string; plan_hash: Digest; run_id: string; step: string }): Digest =>
  digest({ case_id: effect.case_id, action_id: effect.action_id, plan_hash: effect.plan_hash, run_id: effect.run_id, step: effect.step })
