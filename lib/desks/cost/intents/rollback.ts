import type { CaseContext } from '@/lib/desks/cost/intents/case-context'
import { REVERSIBILITY_WORDS } from '@/lib/intents/code-words'
import { type Facts, moneyPerMonth } from '@/lib/intents/fact'
import type { Run } from '@/schemas/execution'
import type { ComponentOf } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'

type Rollback = ComponentOf<'rollback.card'>

/** The way back from the plan of a case: how, for how long, and the saving that it gives up. Null without an action. */
export function rollbackCard({ c, now }: Pick<CaseContext, 'c' | 'now'>): { part: Rollback; facts: Facts } | null {
  const { plan, run } = c
  if (plan === null || plan.actions.length === 0) return null
  const state = stateOf(run, now)
  const saving = plan.expected_savings
  const gives_up = state === 'possible' || state === 'not_run'
  return {
    part: {
      kind: 'rollback.card',
      state,
      sentence: sentenceOf(run, state),
      until: state === 'possible' || state === 'too_late' ? (run?.reversible_until ?? null) : null,
      actions: plan.actions.slice(0, 20).map((a) => ({
        title: a.title,
        recipe: a.rollback.recipe.slice(0, 12),
        reversible_for: a.rollback.reversible_for,
        reversibility: REVERSIBILITY_WORDS[a.reversibility],
      })),
      saving_lost: gives_up ? 'saving_lost' : null,
    },
    facts: gives_up
      ? {
          saving_lost: moneyPerMonth('Saving given up', saving.expected, saving.currency, {
            evidence: plan.evidence_ids,
            polarity: 'bad',
            formula: `${saving.formula}; what the plan is expected to save`,
          }),
        }
      : {},
  }
}

const SENTENCES: Record<Rollback['state'], string> = {
  not_run: 'Not carried out yet: this is what would undo it.',
  possible: 'It can be undone, by people who may, on its case.',
  running: 'It is being undone.',
  done: 'It was undone: the targets are as the snapshot shows them.',
  failed: 'Undoing it failed: somebody has to do it by hand with these steps.',
  too_late: 'The time in which the way back is known to work has passed.',
  nothing: 'Nothing was changed, so there is nothing to undo.',
}

function sentenceOf(run: Run | null, state: Rollback['state']): string {
  if (run?.state === 'running' && state === 'not_run') return 'Nothing was changed so far: this is what would undo it.'
  const is_given_up = state === 'failed' && run?.steps.findLast((s) => s.status === 'failed')?.step === 'settle'
  return is_given_up ? 'Undoing it is not proven: roll back again, or do it by hand with these steps.' : SENTENCES[state]
}

function stateOf(run: Run | null, now: Instant): Rollback['state'] {
  if (run === null) return 'not_run'
  if (run.state === 'rolling_back') return 'running'
  if (run.state === 'rolled_back') return 'done'
  if (run.state === 'rollback_failed') return 'failed'
  if (run.reversible_until === null) return run.state === 'running' ? 'not_run' : 'nothing'
  return run.reversible_until <= now ? 'too_late' : 'possible'
}
