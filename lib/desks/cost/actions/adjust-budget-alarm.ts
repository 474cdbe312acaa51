import { z } from 'zod'
import { big } from '@/lib/kernel/money'
import { Decimal } from '@/schemas/money'
import type { Budget } from '../connectors/cloud/ports/budget-port'
import { Budget as BudgetState } from '../connectors/cloud/ports/budget-port'
import { holds } from './common-checks'
import { nothingSaved } from './saved-share'
import { askBase, defineTargetAction, type Judged, targetBase } from './target-action'

// A limit further away than this is another budget, not an adjustment.
const LEAST_RATIO = '0.5'
const MOST_RATIO = '2'

const Target = z.strictObject({ ...targetBase, name: z.string(), limit: Decimal.refine((d) => big(d).gt(0), 'must be above 0') })
const Params = z.strictObject({ ...askBase, targets: z.array(Target).min(1).max(5) })
type Checked = Judged<z.infer<typeof Target>, Budget, z.infer<typeof Params>>

/** Moves the limit of a cost budget, so that its alarms speak about the cost that is agreed on. */
export const adjustBudgetAlarm = defineTargetAction<z.infer<typeof Params>, z.infer<typeof Target>, Budget>({
  id: 'adjust_budget_alarm',
  version: 1,
  target_kind: 'budget',
  reversibility: 'R0',
  base_risk: 5,
  touches: 'no_data',
  permissions: ['budgets:ViewBudget', 'budgets:ModifyBudget'],
  health_signals: [],
  reversible_for: '90 days',
  reversible_hours: 24 * 90,
  compared: ['limit'],
  dry_run: 'simulated',
  params: Params,
  state: BudgetState,
  title: (p) => `Set the limit of ${p.targets.map((t) => t.name).join(', ')} to ${p.targets.map((t) => t.limit).join(', ')} ${p.currency}`,
  bounds: [{ param: 'targets.limit', min: null, max: null, options: null, rule: 'from half to twice the present limit' }],
  change: (t, p) => `the limit becomes ${t.limit} ${p.currency}`,
  reach: { dependents: 0, on_request_path: false },
  rollback_recipe: ['Set the limit of the snapshot again', 'Read the budget and compare it with the snapshot'],
  savings: (p) => nothingSaved(p.currency, 'a budget saves nothing by itself'),
  read: async (port, place, targets) =>
    byName(
      targets,
      await port.budgets(
        place,
        targets.map((t) => t.name),
      ),
    ),
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
  ],
  fields: ({ limit, unit, time_unit, thresholds_pct }) => ({ limit: big(limit).toFixed(), unit, time_unit, alarms_pct: thresholds_pct.join(' ') }),
  apply: (port, p, t) => [{ name: 'limit', make: (m) => port.setBudgetLimit(p, t.name, t.limit, m) }],
  isInPlace: (after, t) => after !== undefined && big(after.limit).eq(t.limit),
  undo: (port, place, before) => [{ name: 'limit', make: (m) => port.setBudgetLimit(place, before.name, before.limit, m) }],
})

const byName = (targets: readonly { arn: string; name: string }[], found: readonly Budget[]): Map<string, Budget> =>
  new Map(found.flatMap((b) => targets.filter((t) => t.name === b.name).map((t) => [t.arn, b] as const)))
