import { askedForAPerson, coversAutomaticRollback, interruptsNothing } from '@/lib/approval/automatic-rollback'
import { cut } from '@/lib/kernel/format'
import { lower } from '@/lib/kernel/letters'
import type { Plan } from '@/schemas/action'
import type { Approval } from '@/schemas/approval'
import type { IntentAction } from '@/schemas/intent'

const RECIPE_MAX = 600

/** Who takes a plan back if health gets worse on its first day, as its request and those who signed it say. */
export function takenBackText(approval: Approval, plan: Plan): string {
  if (!interruptsNothing(plan.actions)) return 'by a person only: taking it back interrupts something'
  if (coversAutomaticRollback(approval)) return 'by itself if health gets worse within a day; later a person decides'
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
            label: 'Take it back by itself if health gets worse within a day',
            kind: 'yes_no',
            value: 'yes',
            min: null,
            max: null,
          },
        ],
      }
    : {}

/** What it means, with the recipe. Empty where it is not offered. */
export function rollbackEffect(approval: Approval, plan: Plan | null): string {
  if (approval.offers_automatic_rollback !== true || plan === null) return ''
  const asked = askedForAPerson(approval).map((s) => s.name)
  if (asked.length > 0) return ` If health gets worse, a person is called: ${asked.join(' and ')} asked for that.`
  const recipes = [...new Set(plan.actions.flatMap((a) => a.rollback.recipe.map(lower)))]
  return ` If health gets worse within a day, Countersign takes it back without asking (${cut(recipes.join('; '), RECIPE_MAX)}). Leave that out, and a person is called instead.`
}
