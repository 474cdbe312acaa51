import { digest } from '@/lib/kernel/canonical'
import type { Digest } from '@/schemas/ids'

/** Key of one effect of one approved plan: an effect happens at most once per key. A person's second try at a rollback is another step. */
export const effectKey = (effect: { case_id: string; action_id: string; plan_hash: Digest; step: string }): Digest =>
  digest({ case_id: effect.case_id, action_id: effect.action_id, plan_hash: effect.plan_hash, step: effect.step })
