import { getTenant } from '@/lib/identity/tenant-store'
import { policyEngine } from '@/lib/policy/bundle-store'
import { agreementRank } from '@/lib/policy/levels'
import type { Case } from '@/schemas/case'
import { Level, type PolicyDecision } from '@/schemas/policy'
import type { Instant } from '@/schemas/time'
import { whyNotActing } from './acting-mode'
import { askPolicy } from './ask-policy'
import { isFrozen } from './frozen-until'
import { policyFacts } from './policy-facts'
import { readSurroundings } from './surroundings-store'
import { TOO_OLD } from './too-old'

// In `lib/policy/base/hard-denies.cedar`.
const DAILY_BUDGET = 'deny-daily-budget'

export type LastLook = { may_run: true } | { may_run: false; is_stale: boolean; because: string }

/**
 * Asks policy once more right before the first action of a run, on what is known at that moment: a freeze, a kill switch, a tag or another plan may have come
 * after the signatures. The age of the evidence is left out, because every target is read again before it is touched. So is the budget of the day for what
 * waits for it: its room is counted when it goes on.
 */
export async function lastLook(c: Case, now: Instant, waits_for_room = false): Promise<LastLook> {
  if (c.plan === null) return { may_run: false, is_stale: false, because: 'there is no plan' }
  const [tenant, engine, around] = await Promise.all([getTenant(c.tenant_id), policyEngine(c.tenant_id), readSurroundings(c, c.plan, now)])
  const off = whyNotActing(tenant.settings.mode)
  if (off !== null) return { may_run: false, is_stale: false, because: off }
  if (c.plan.policy_digest !== engine.digest) return { may_run: false, is_stale: true, because: 'the policies have changed since the plan was made' }
  const left_out = waits_for_room ? [...TOO_OLD, DAILY_BUDGET] : TOO_OLD
  const decision = await askPolicy(engine, policyFacts(c, c.plan, tenant, now, around), left_out)
  // What the site's engine said is asked for on its own: a denial of ours that is left out must not hide it.
  const answers = decision.outside === undefined ? [decision] : [decision, decision.outside]
  const denials = answers.filter((answer) => answer.decision === 'deny')
  const against = new Set(denials.flatMap((answer) => answer.reasons.filter((r) => !left_out.includes(r.policy_id)).map((r) => r.text)))
  if (against.size > 0 || denials.some((answer) => answer.errors.length > 0)) return { may_run: false, is_stale: false, because: [...against].join('; ') }
  return answers.some((answer) => asksForMore(c.policy, answer))
    ? { may_run: false, is_stale: false, because: 'more agreement is asked for by now than when the plan was sent' }
    : { may_run: true }
}

/** The mode, a setting or the change window may have closed since. Of a plan that is only too old, the agreement that would do once it is read again. */
function asksForMore(sent: PolicyDecision | null, now: PolicyDecision): boolean {
  const level = now.level ?? now.then_level
  return sent === null || level === undefined || Level.options.indexOf(level) > agreementRank(sent)
}

/** Whether every run of the tenant is to end now and undo what it did. */
export const isKilled = async (tenant_id: string): Promise<boolean> => (await getTenant(tenant_id)).settings.is_kill_switch_on

/** Whether execution is stopped where this case acts: asked before every action of a run that has begun. */
export async function isStopped(c: Case, now: Instant): Promise<boolean> {
  const { settings } = await getTenant(c.tenant_id)
  if (settings.is_kill_switch_on || whyNotActing(settings.mode) !== null) return true
  return c.plan === null || isFrozen(c.plan, settings, now)
}
