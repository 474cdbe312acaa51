import { mayHaveChanged } from '@/lib/cases/still-in-place'
import type { CaseContext } from '@/lib/desks/cost/intents/case-context'
import { GOES_ON, MOST_LISTED, toUndo } from '@/lib/desks/cost/intents/to-undo'
import { nameOf } from '@/lib/desks/cost/intents/what-became'
import { REVERSIBILITY_WORDS } from '@/lib/intents/code-words'
import { type Facts, moneyPerMonth } from '@/lib/intents/fact'
import { add, compareDecimal } from '@/lib/kernel/money'
import type { Plan, PlanAction } from '@/schemas/action'
import type { CaseStatus } from '@/schemas/case'
import type { Run } from '@/schemas/execution'
import type { ComponentOf, Fact } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'

type Rollback = ComponentOf<'rollback.card'>

// Of a run that turns back by itself the case is still being carried out. Anywhere else its way back was given up.
const GOES_BACK: readonly CaseStatus[] = ['executing', 'rolling_back']

/** The way back from the plan of a case: how, for how long, and the saving that it gives up. Null without an action. */
export function rollbackCard({ c, now }: Pick<CaseContext, 'c' | 'now'>): { part: Rollback; facts: Facts } | null {
  const { plan, run } = c
  if (plan === null || plan.actions.length === 0) return null
  const is_given_up = run?.state === 'rolling_back' && !GOES_BACK.includes(c.status)
  const state = is_given_up ? 'failed' : stateOf(run, now)
  const { actions, left_out } = toUndo(plan, run, state)
  const gives_up = state === 'possible' || state === 'not_run'
  return {
    part: {
      kind: 'rollback.card',
      state,
      sentence: [sentenceOf(run, state), ...left_out].join(' '),
      until: state === 'possible' || state === 'too_late' ? (run?.reversible_until ?? null) : null,
      actions: actions.slice(0, MOST_LISTED).map((a) => ({
        title: plan.actions.length === 1 ? a.title : `${a.title} (${nameOf(a)})`,
        recipe: a.rollback.recipe.slice(0, 12),
        reversible_for: a.rollback.reversible_for,
        reversibility: REVERSIBILITY_WORDS[a.reversibility],
      })),
      saving_lost: gives_up ? 'saving_lost' : null,
    },
    facts: gives_up ? { saving_lost: savingLost(plan, actions) } : {},
  }
}

/** What the plan is expected to save, or where only some of it was carried out, what that is. */
function savingLost({ actions: all, expected_savings: saving, evidence_ids }: Plan, actions: readonly PlanAction[]): Fact {
  const in_part = actions.reduce((sum, a) => add(sum, a.savings.expected), '0')
  const is_all = actions.length === all.length || compareDecimal(in_part, saving.expected) >= 0
  return moneyPerMonth('Saving given up', is_all ? saving.expected : in_part, saving.currency, {
    evidence: evidence_ids,
    polarity: 'bad',
    formula: is_all
      ? `${saving.formula}; what the plan is expected to save`
      : `${actions.map((a) => a.savings.formula).join('; ')}; what the actions that were carried out are expected to save`,
  })
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
  if (run === null) return SENTENCES[state]
  if (GOES_ON.includes(run.state) && state === 'not_run') return 'Nothing was changed so far: this is what would undo it.'
  if (GOES_ON.includes(run.state) && state === 'possible') return 'It can be undone once the run has ended or was stopped.'
  if (state !== 'failed') return SENTENCES[state]
  if (run.state === 'rolling_back') return 'Undoing it was given up: try it again, or do it by hand with these steps.'
  if (run.state !== 'rollback_failed')
    return 'Whether anything was changed is not known: look at the targets, and undo by hand what was changed, with these steps.'
  const is_given_up = run.steps.findLast((s) => s.status === 'failed')?.step === 'settle'
  return is_given_up ? 'Undoing it is not proven: roll back again, or do it by hand with these steps.' : SENTENCES.failed
}

function stateOf(run: Run | null, now: Instant): Rollback['state'] {
  if (run === null) return 'not_run'
  if (run.state === 'rolling_back') return 'running'
  if (run.state === 'rolled_back') return 'done'
  if (run.state === 'rollback_failed') return 'failed'
  if (run.reversible_until !== null) return run.reversible_until <= now ? 'too_late' : 'possible'
  if (GOES_ON.includes(run.state)) return 'not_run'
  return mayHaveChanged(run) ? 'failed' : 'nothing'
}
