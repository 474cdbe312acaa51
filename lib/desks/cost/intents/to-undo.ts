import { type Became, becameOf, nameOf } from '@/lib/desks/cost/intents/what-became'
import { wayBackOf } from '@/lib/execution/undo/way-back-of'
import { formatCount } from '@/lib/kernel/format'
import type { Plan, PlanAction } from '@/schemas/action'
import type { Run } from '@/schemas/execution'
import type { ComponentOf } from '@/schemas/intent'

type State = ComponentOf<'rollback.card'>['state']

/** Runs that go on by themselves, so that nothing can be taken back yet. */
export const GOES_ON: readonly Run['state'][] = ['running', 'waiting']
// As many as a card has room for, and as many names as a sentence has.
export const MOST_LISTED = 20
const MOST_NAMED = 10

// What may stand, so that it has to be undone.
const MAY_STAND: readonly Became[] = ['stands', 'in_part', 'not_proven', 'unknown']
const LEFT_OUT: readonly [became: readonly Became[], words: string][] = [
  [['failed'], 'Failed and changed nothing'],
  [['as_it_was'], 'In the wanted state before'],
  [['not_begun'], 'Never ran'],
]

/** The actions whose recipes count, in the order of the plan: what was changed, or all of them before anything was. Of the others it is said why they are left out. */
export function toUndo(plan: Plan, run: Run | null, state: State): { actions: PlanAction[]; left_out: string[] } {
  if (run === null || state === 'not_run') return { actions: plan.actions, left_out: cutWords(plan.actions) }
  const is_undone = (a: PlanAction) => wayBackOf(run, a.action_id) === 'undone'
  const actions = plan.actions.filter(state === 'done' ? is_undone : (a) => MAY_STAND.includes(becameOf(run, a)))
  if (actions.length === 0) return { actions, left_out: [] }
  const others = plan.actions.filter((a) => !actions.includes(a))
  return {
    actions,
    left_out: [
      ...cutWords(actions),
      ...namedAs('Undone already', others.filter(is_undone)),
      ...LEFT_OUT.flatMap(([became, words]) =>
        namedAs(
          GOES_ON.includes(run.state) && words === 'Never ran' ? 'Not begun so far' : words,
          others.filter((a) => !is_undone(a) && became.includes(becameOf(run, a))),
        ),
      ),
    ],
  }
}

const cutWords = (actions: readonly PlanAction[]): string[] =>
  actions.length > MOST_LISTED ? [`The first ${MOST_LISTED} of ${actions.length} actions are listed.`] : []

function namedAs(words: string, actions: readonly PlanAction[]): string[] {
  if (actions.length === 0) return []
  const more = actions.length > MOST_NAMED ? ` and ${formatCount(actions.length - MOST_NAMED, 'other')}` : ''
  return [`${words}: ${actions.slice(0, MOST_NAMED).map(nameOf).join(', ')}${more}.`]
}
