import { askedForAPerson, coversAutomaticRollback, interruptsNothing } from '@/lib/approval/automatic-rollback'
import { cut } from '@/lib/kernel/format'
import { lower } from '@/lib/kernel/letters'
import type { Plan } from '@/schemas/action'
import type { Approval } from '@/schemas/approval'
import type { IntentAction } from '@/schemas/intent'
import type { PolicyDecision, PolicyReason } from '@/schemas/policy'

const RECIPE_MAX = 600

/** The sentences of the policies that leave it to a person, each with its name. */
export const forbiddenText = (reasons: readonly PolicyReason[]): string => reasons.map((r) => `${r.text} (${r.policy_id})`).join('; ')

/** Who takes a plan back if health gets worse on its first day, as its request and those who signed it say. */
export function takenBackText(approval: Approval, plan: Plan, policy: PolicyDecision | null): string {
  if (!interruptsNothing(plan.actions)) return 'by a person only: a rollback interrupts something'
  if (policy?.rollback_alone_forbidden !== undefined) return `by a person only, by policy: ${forbiddenText(policy.rollback_alone_forbidden)}`
  if (coversAutomaticRollback(approval)) return 'automatic if health gets worse within a day; after that a person decides'
  const names = askedForAPerson(approval).map((s) => s.name)
  return names.length === 0 ? 'by a person only' : `by a person only: ${names.join(' and ')} asked for that`
}

/** What an approver may leave out of what they sign; nothing where an earlier signer left it out for all. */
export const rollbackInput = (approval: Approval): { inputs?: NonNullable<IntentAction['inputs']> } =>
  approval.offers_automatic_rollback === true && coversAutomaticRollback(approval)
    ? {
        inputs: [
          {
            param: 'automatic_rollback',
            label: 'Roll it back automatically if health gets worse within a day',
            kind: 'yes_no',
            value: 'yes',
            min: null,
            max: null,
          },
        ],
      }
    : {}

/** What it means, with the recipe. Empty where it is not offered, but for what policy says against it. */
export function rollbackEffect(approval: Approval, plan: Plan | null, policy: PolicyDecision | null): string {
  if (plan !== null && interruptsNothing(plan.actions) && policy?.rollback_alone_forbidden !== undefined)
    return ` If health gets worse, a person is called: policy does not allow a rollback without one (${forbiddenText(policy.rollback_alone_forbidden)}).`
  if (approval.offers_automatic_rollback !== true || plan === null) return ''
  const asked = askedForAPerson(approval).map((s) => s.name)
  if (asked.length > 0) return ` If health gets worse, a person is called: ${asked.join(' and ')} asked for that.`
  const recipes = [...new Set(plan.actions.flatMap((a) => a.rollback.recipe.map(lower)))]
  return ` If health gets worse within a day, Countersign rolls it back automatically (${cut(recipes.join('; '), RECIPE_MAX)}). Without this, a person is called instead.`
}
