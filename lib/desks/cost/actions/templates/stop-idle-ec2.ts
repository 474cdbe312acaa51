import { z } from 'zod'
import { isRunning, noOtherScheduler, STOP_CHECKS } from '@/lib/desks/cost/actions/checks/instance-checks'
import {
  captureInstances,
  checkInstances,
  INSTANCE_READS,
  InstanceSnapshot,
  InstanceTarget,
  instanceFields,
  instancesOnTheirWay,
  settledState,
} from '@/lib/desks/cost/actions/instance-targets'
import { marginalRatioParam } from '@/lib/desks/cost/actions/marginal-ratio-param'
import { monthlySavings, sum } from '@/lib/desks/cost/actions/monthly-savings'
import { narrowTargets } from '@/lib/desks/cost/actions/narrow-targets'
import { onEach, performCalls, tryCalls } from '@/lib/desks/cost/actions/perform-calls'
import { restorePower } from '@/lib/desks/cost/actions/restore-power'
import { askBase } from '@/lib/desks/cost/actions/target-action'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { defineAction } from '@/lib/execution/template'
import { formatCount } from '@/lib/kernel/format'

const MAX_TARGETS = 10
const MAX_REVIEW_DAYS = 14

const StopIdleParams = z.strictObject({
  ...askBase,
  /** Days until somebody looks again whether it may be removed. */
  review_after_days: z.int().min(1).max(MAX_REVIEW_DAYS),
  targets: z.array(InstanceTarget).min(1).max(MAX_TARGETS),
  marginal_ratio: marginalRatioParam,
})

const CHECKS = [...STOP_CHECKS, isRunning, noOtherScheduler]

/** Stops instances that nobody uses. Their disks and addresses stay and go on costing. */
export const stopIdleEc2 = defineAction<typeof StopIdleParams, typeof InstanceSnapshot, CloudPort>({
  id: 'stop_idle_ec2',
  version: 1,
  target_kind: 'instance',
  reversibility: 'R1',
  base_risk: 20,
  touches: 'no_data',
  params: StopIdleParams,
  snapshot: InstanceSnapshot,
  permissions: [...INSTANCE_READS, 'ec2:StopInstances', 'ec2:StartInstances'],
  health_signals: ['instance_state', 'cpu_p95_pct'],
  reversible_for: `${MAX_REVIEW_DAYS} days`,
  reversible_hours: 24 * MAX_REVIEW_DAYS,
  expected_fields: ['state'],

  title: (p) => `Stop ${formatCount(p.targets.length, 'idle instance')} and look again after ${formatCount(p.review_after_days, 'day')}`,
  place: (p) => p,
  bounds: () => [{ param: 'review_after_days', min: 1, max: MAX_REVIEW_DAYS, options: null, rule: 'a stopped instance is looked at again within two weeks' }],
  targets: (p) => p.targets.map(({ arn, label }) => ({ arn, label, change: 'running to stopped' })),
  narrow: narrowTargets,
  // Nothing else is known about who calls a production instance; elsewhere idle traffic says that nobody does.
  reach: (p) => ({ dependents: null, on_request_path: p.environment === 'prod' || p.environment === 'unknown' ? null : false }),
  rollback_recipe: () => ['Start the instances that were running before', 'Read their state again and compare it with the snapshot'],
  savings(p) {
    const [effective, list] = [sum(p.targets.map((t) => t.effective_cost_per_day)), sum(p.targets.map((t) => t.list_cost_per_day))]
    const formula = `${effective} ${p.currency}/day of compute x 30.4 days${p.marginal_ratio === '1' ? '' : ` x ${p.marginal_ratio} that leaves the bill`}; disks and addresses go on`
    return monthlySavings({ currency: p.currency, effective, list, marginal_ratio: p.marginal_ratio, formula })
  },

  precheck: (port, p, now) => checkInstances(port, p, now, CHECKS),
  dryRun: (port, p, run) => tryCalls(onEach(p.targets, (t) => port.stopInstance(p, t.instance_id, { dry_run: true, idempotency_key: run.key }))),
  capture: captureInstances,
  fields: instanceFields,
  onTheirWay: instancesOnTheirWay,
  apply: (port, p, run) =>
    performCalls(
      run,
      onEach(p.targets, (t) => port.stopInstance(p, t.instance_id, { dry_run: false, idempotency_key: `${run.key}:${t.instance_id}:stop` })),
    ),
  effect(_before, after, p) {
    const running = p.targets.filter((t) => settledState(after.instances.find((i) => i.arn === t.arn)?.state ?? 'gone') !== 'stopped')
    return running.length === 0
      ? { status: 'in_place', detail: `${p.targets.length} of ${p.targets.length} instances are stopped` }
      : { status: 'missing', detail: `not stopped: ${running.map((t) => t.label).join(', ')}` }
  },
  rollback: (port, before, run) =>
    performCalls(
      run,
      before.instances.map((i) => restorePower(port, before, i, run.key)),
    ),
})
