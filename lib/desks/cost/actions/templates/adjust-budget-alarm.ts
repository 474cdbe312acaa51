import { z } from 'zod'
import { holds } from '@/lib/desks/cost/actions/checks/common-checks'
import { settlesAtOnce } from '@/lib/desks/cost/actions/on-their-way'
import { readBy } from '@/lib/desks/cost/actions/read-by'
import { nothingSaved } from '@/lib/desks/cost/actions/saved-share'
import { askBase, defineTargetAction, type Judged, targetBase } from '@/lib/desks/cost/actions/target-action'
import type { Mutation, Place } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { BudgetAlarm, Budget as BudgetState } from '@/lib/desks/cost/connectors/cloud/ports/budget-port'
import { big } from '@/lib/kernel/money'
import { Decimal } from '@/schemas/money'

// A limit further away than this is another budget, not an adjustment.
const LEAST_RATIO = '0.5'
const MOST_RATIO = '2'

const ALARM = { least_pct: 50, most_pct: 150 }

const Target = z.strictObject({
  ...targetBase,
  name: z.string(),
  limit: Decimal.refine((d) => big(d).gt(0), 'must be above 0'),
  /** An alarm on actual spend at this percent of the limit, beside those that there are. Absent: the alarms stay. */
  alarm_pct: z.int().min(ALARM.least_pct).max(ALARM.most_pct).optional(),
})
type Target = z.infer<typeof Target>
const Params = z.strictObject({ ...askBase, targets: z.array(Target).min(1).max(5) })
/** Also whom its alarms tell, where one is to be added: the new one tells the same. */
const State = BudgetState.extend({ alarms: z.array(BudgetAlarm).optional() })
type State = z.infer<typeof State>
type Checked = Judged<Target, State, z.infer<typeof Params>>

const alarmTells = holds<Checked>(
  'alarm_tells_somebody',
  { passed: 'an alarm that is added tells whom the others tell', remedy: 'an alarm in the budget that says whom to tell' },
  ({ state, target }) => target.alarm_pct === undefined || (state.alarms ?? []).some((a) => a.told.length > 0),
  () => 'has no alarm that says whom to tell',
)

/** Moves the limit of a cost budget, and adds an alarm where one is asked for, so that its alarms speak about the cost that is agreed on. */
export const adjustBudgetAlarm = defineTargetAction<z.infer<typeof Params>, Target, State>({
  id: 'adjust_budget_alarm',
  version: 2,
  target_kind: 'budget',
  reversibility: 'R0',
  base_risk: 5,
  touches: 'no_data',
  permissions: ['budgets:ViewBudget', 'budgets:ModifyBudget'],
  health_signals: [],
  reversible_for: '90 days',
  reversible_hours: 24 * 90,
  compared: ['limit', 'alarms_pct', 'alarms_tell'],
  dry_run: 'simulated',
  params: Params,
  state: State,
  title: (p) => `Set the limit of ${p.targets.map((t) => t.name).join(', ')} to ${p.targets.map((t) => t.limit).join(', ')} ${p.currency}`,
  bounds: [
    { param: 'targets.limit', min: null, max: null, options: null, rule: 'from half to twice the present limit' },
    { param: 'targets.alarm_pct', min: ALARM.least_pct, max: ALARM.most_pct, options: null, rule: 'percent of the limit; tells whom the other alarms tell' },
  ],
  change: (t, p) => `the limit becomes ${t.limit} ${p.currency}${t.alarm_pct === undefined ? '' : `, with an alarm at ${t.alarm_pct} %`}`,
  reach: { dependents: 0, on_request_path: false },
  rollback_recipe: ['Set the limit of the snapshot again', 'Remove an alarm that was added', 'Read the budget and compare it with the snapshot'],
  savings: (p) => nothingSaved(p.currency, 'a budget saves nothing by itself'),
  read,
  checks: [
    holds<Checked>(
      'same_currency',
      { passed: 'every budget is in the currency of the bill', remedy: 'give the limit in the currency of the budget' },
      ({ state, params }) => state.unit === params.currency,
      ({ state }) => `its limit is in ${state.unit}`,
    ),
    holds<Checked>(
      'within_range',
      { passed: 'every limit stays within half and twice the present one', remedy: 'make a new budget instead' },
      ({ state, target }) => big(target.limit).gte(big(state.limit).times(LEAST_RATIO)) && big(target.limit).lte(big(state.limit).times(MOST_RATIO)),
      ({ state }) => `its limit is ${state.limit} ${state.unit}`,
    ),
    alarmTells,
  ],
  move: settlesAtOnce,
  fields: ({ limit, unit, time_unit, thresholds_pct, alarms }) => ({
    limit: big(limit).toFixed(),
    unit,
    time_unit,
    alarms_pct: thresholds_pct.join(' '),
    // Whom they tell stays in the snapshot; what is shown is how many.
    ...(alarms === undefined ? {} : { alarms_tell: alarms.map((a) => `${a.threshold_pct} %: ${a.told.length}`).join(', ') }),
  }),
  apply: (port, p, t, { alarms = [] }) => [
    { name: 'limit', make: (m) => port.setBudgetLimit(p, t.name, t.limit, m) },
    ...(t.alarm_pct === undefined ? [] : [{ name: 'alarm', make: addAlarm(port, p, t.name, { threshold_pct: t.alarm_pct, told: toldBy(alarms) }) }]),
  ],
  isInPlace: (after, t) =>
    after !== undefined && big(after.limit).eq(t.limit) && (t.alarm_pct === undefined || (after.alarms ?? []).some((a) => a.threshold_pct === t.alarm_pct)),
  undo: (port, place, before, _now, { alarm_pct }) => [
    ...(alarm_pct === undefined || (before.alarms ?? []).some((a) => a.threshold_pct === alarm_pct)
      ? []
      : [{ name: 'alarm', make: removeAlarm(port, place, before.name, alarm_pct) }]),
    { name: 'limit', make: (m) => port.setBudgetLimit(place, before.name, before.limit, m) },
  ],
})

const addAlarm = (port: CloudPort, place: Place, name: string, alarm: BudgetAlarm) => (m: Mutation) => port.addBudgetAlarm(place, name, alarm, m)
const removeAlarm = (port: CloudPort, place: Place, name: string, pct: number) => (m: Mutation) => port.removeBudgetAlarm(place, name, pct, m)

/** Whom any alarm of the budget tells, each once. */
const toldBy = (alarms: readonly BudgetAlarm[]): BudgetAlarm['told'] => [
  ...new Map(alarms.flatMap((a) => a.told).map((t) => [`${t.by} ${t.address}`, t])).values(),
]

async function read(port: CloudPort, place: Place, targets: readonly Target[]): Promise<Map<string, State>> {
  const found = await readBy('name', targets, place, (...asked) => port.budgets(...asked))
  const states = targets.map(async (t): Promise<[string, State][]> => {
    const budget = found.get(t.arn)
    if (budget === undefined) return []
    return [[t.arn, t.alarm_pct === undefined ? budget : { ...budget, alarms: await port.budgetAlarms(place, t.name) }]]
  })
  return new Map((await Promise.all(states)).flat())
}
