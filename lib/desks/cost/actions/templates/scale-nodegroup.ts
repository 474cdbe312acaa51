import { z } from 'zod'
import { aDayOld, holds, notGuarded } from '@/lib/desks/cost/actions/checks/common-checks'
import { marginalRatioParam } from '@/lib/desks/cost/actions/marginal-ratio-param'
import { groupMove } from '@/lib/desks/cost/actions/on-their-way'
import { readBy } from '@/lib/desks/cost/actions/read-by'
import { savedShare } from '@/lib/desks/cost/actions/saved-share'
import { askBase, defineTargetAction, type Judged, targetBase } from '@/lib/desks/cost/actions/target-action'
import { ScalingGroup } from '@/lib/desks/cost/connectors/cloud/ports/scaling-port'
import { Big, toDecimal } from '@/lib/kernel/money'

// At most this share of the group goes at once, or two nodes.
const LARGEST_STEP = 0.25
const LARGEST_STEP_NODES = 2
// Share of its capacity that must stay free after the step.
const HEADROOM = 0.15

const Target = z
  .strictObject({ ...targetBase, name: z.string(), nodes: z.int().min(2), desired: z.int().min(1), min: z.int().min(0), min_safe: z.int().min(1) })
  .refine((t) => t.min <= t.desired, 'min must not be above desired')
  .refine((t) => t.desired >= t.min_safe && t.min >= 0, 'desired must not be below min_safe')
  .refine((t) => t.desired < t.nodes, 'desired must be below the present number of nodes')
  .refine(
    (t) => t.nodes - t.desired <= Math.max(LARGEST_STEP_NODES, Math.floor(t.nodes * LARGEST_STEP)),
    'one step takes at most a quarter of the nodes, or two',
  )
const Params = z.strictObject({ ...askBase, marginal_ratio: marginalRatioParam, targets: z.array(Target).min(1).max(3) })
type Checked = Judged<z.infer<typeof Target>, ScalingGroup, z.infer<typeof Params>>

/** Takes a few nodes out of a group that has room. */
export const scaleNodegroup = defineTargetAction<z.infer<typeof Params>, z.infer<typeof Target>, ScalingGroup>({
  id: 'scale_nodegroup',
  version: 1,
  target_kind: 'group',
  reversibility: 'R1',
  base_risk: 35,
  touches: 'no_data',
  permissions: [
    'autoscaling:DescribeAutoScalingGroups',
    'autoscaling:DescribeInstanceRefreshes',
    'cloudwatch:GetMetricData',
    'autoscaling:UpdateAutoScalingGroup',
  ],
  health_signals: ['pending_pods', 'cpu_p95_pct', 'target_health'],
  reversible_for: '30 days',
  reversible_hours: 24 * 30,
  compared: ['min', 'desired', 'in_service'],
  dry_run: 'simulated',
  params: Params,
  state: ScalingGroup,
  title: (p) => `Run ${p.targets.map((t) => `${t.name} with ${t.desired} of ${t.nodes} nodes`).join(', ')}`,
  bounds: [
    { param: 'targets.desired', min: 1, max: null, options: null, rule: 'not below the least safe number; a quarter of the nodes, or two, in one step' },
  ],
  change: (t) => `${t.nodes} to ${t.desired} nodes`,
  reach: { dependents: null, on_request_path: null },
  rollback_recipe: ['Set the former least and desired size again', 'Wait until the nodes are in service and compare the sizes with the snapshot'],
  savings: (p) => savedShare(p, (t) => toDecimal(new Big(t.nodes - t.desired).div(t.nodes).round(6, Big.roundHalfEven)), 'of nodes, the share that goes'),
  read: (port, place, targets) => readBy('name', targets, place, (...asked) => port.scalingGroups(...asked)),
  checks: [
    notGuarded,
    aDayOld,
    holds<Checked>(
      'size_as_planned',
      { passed: 'every target has the size that was planned with', remedy: 'plan again with the present size' },
      ({ state, target }) => state.desired === target.nodes && state.in_service === target.nodes,
      ({ state }) => `${state.in_service} of ${state.desired} nodes are in service`,
    ),
    holds<Checked>(
      'not_last_node',
      { passed: 'every target keeps a node', remedy: 'remove the group as a whole, by hand' },
      ({ target }) => target.desired >= 1,
      () => 'no node would be left',
    ),
    holds<Checked>(
      'nothing_under_way',
      { passed: 'no target is replacing its instances', remedy: 'wait until it has ended' },
      ({ state }) => !state.is_instance_refresh_running,
      () => 'is replacing its instances',
    ),
    holds<Checked>(
      'headroom',
      { passed: 'at least 15 % stay free at the busiest hour', remedy: 'a smaller step' },
      ({ state, target }) => (state.cpu_most_pct === null ? null : (state.cpu_most_pct * target.nodes) / target.desired <= (1 - HEADROOM) * 100),
      ({ state }) => (state.cpu_most_pct === null ? 'how busy it gets' : `CPU reaches ${state.cpu_most_pct} %`),
    ),
  ],
  move: groupMove,
  fields: ({ min, desired, max, in_service }) => ({ min, desired, max, in_service }),
  apply: (port, p, t) => [{ name: 'size', make: (m) => port.resizeGroup(p, t.name, { min: t.min, desired: t.desired }, m) }],
  isInPlace: (after, t) => after?.desired === t.desired && after.min === t.min,
  undo: (port, place, { name, min, desired }) => [{ name: 'size', make: (m) => port.resizeGroup(place, name, { min, desired }, m) }],
})
