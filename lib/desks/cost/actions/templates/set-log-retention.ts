import { z } from 'zod'
import { aDayOld, holds, notGuarded } from '@/lib/desks/cost/actions/checks/common-checks'
import { settlesAtOnce } from '@/lib/desks/cost/actions/on-their-way'
import { readBy } from '@/lib/desks/cost/actions/read-by'
import { savedShare } from '@/lib/desks/cost/actions/saved-share'
import { askBase, defineTargetAction, type Judged, targetBase } from '@/lib/desks/cost/actions/target-action'
import { LogGroup } from '@/lib/desks/cost/connectors/cloud/ports/log-port'
import { addDays, dayOf } from '@/lib/kernel/time'
import { Decimal } from '@/schemas/money'

/** Days that CloudWatch Logs accepts. Source: PutRetentionPolicy in the API reference. */
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653] as const
// Names of groups that somebody may have to show to an auditor.
const KEPT_FOR_AUDIT = /audit|trail|flow/i
// An export that ends a day ago or later holds what would expire.
const EXPORT_LAG_DAYS = 1

const Target = z.strictObject({ ...targetBase, name: z.string(), share_expiring: Decimal })
const Params = z.strictObject({
  ...askBase,
  days: z.int().refine((d) => (RETENTION_DAYS as readonly number[]).includes(d), `must be one of ${RETENTION_DAYS.join(', ')}`),
  /** Names that match "audit", "trail" or "flow" and may be shortened all the same. */
  listed: z.array(z.string()),
  targets: z.array(Target).min(1).max(10),
})
type Checked = Judged<z.infer<typeof Target>, LogGroup, z.infer<typeof Params>>

/** Lets log events expire that another place holds. What has expired stays gone here, so an export or a subscription is needed first. */
export const setLogRetention = defineTargetAction<z.infer<typeof Params>, z.infer<typeof Target>, LogGroup>({
  id: 'set_log_retention',
  version: 1,
  target_kind: 'log group',
  reversibility: 'R2',
  base_risk: 35,
  touches: 'stateful',
  permissions: [
    'logs:DescribeLogGroups',
    'logs:DescribeSubscriptionFilters',
    'logs:DescribeExportTasks',
    'logs:ListTagsForResource',
    'logs:PutRetentionPolicy',
    'logs:DeleteRetentionPolicy',
  ],
  health_signals: ['incoming_log_events'],
  reversible_for: 'any time for the setting; events that have expired are only in the export',
  reversible_hours: 24 * 30,
  compared: ['retention_days'],
  dry_run: 'simulated',
  params: Params,
  state: LogGroup,
  title: (p) => `Keep the events of ${p.targets.map((t) => t.name).join(', ')} for ${p.days} days`,
  bounds: [{ param: 'days', min: 1, max: 3653, options: null, rule: `one of ${RETENTION_DAYS.join(', ')}` }],
  change: (_t, p) => `events older than ${p.days} days expire`,
  reach: { dependents: null, on_request_path: false },
  rollback_recipe: ['Set the former retention again', 'Events that expired in between stay in the export only'],
  savings: (p) => savedShare(p, (t) => t.share_expiring, 'of storage, the share that expires'),
  read: (port, place, targets) => readBy('name', targets, place, (...asked) => port.logGroups(...asked)),
  checks: [
    notGuarded,
    aDayOld,
    holds<Checked>(
      'not_for_audit',
      { passed: 'no target is named like an audit trail', remedy: 'list its name if it may be shortened' },
      ({ state, params }) => !KEPT_FOR_AUDIT.test(state.name) || params.listed.includes(state.name),
      () => 'is named like an audit trail or flow log',
    ),
    holds<Checked>(
      'shortens',
      { passed: 'every target keeps its events longer today', remedy: 'nothing: it keeps them no longer already' },
      ({ state, params }) => state.retention_days === null || state.retention_days > params.days,
      ({ state }) => `keeps its events for ${state.retention_days} days`,
    ),
    holds<Checked>(
      'events_are_elsewhere',
      { passed: 'what expires is in an export or goes to a subscription', remedy: 'export the events to a bucket, or subscribe a stream that keeps them' },
      ({ state, params }, now) =>
        (state.exported_until !== null && dayOf(state.exported_until) >= addDays(dayOf(now), -params.days - EXPORT_LAG_DAYS)) || state.has_subscription,
      () => 'no export holds what would expire',
    ),
  ],
  move: settlesAtOnce,
  fields: ({ retention_days, has_subscription }) => ({ retention_days, has_subscription }),
  apply: (port, p, t) => [{ name: 'retention', make: (m) => port.putLogRetention(p, t.name, p.days, m) }],
  isInPlace: (after, _t, p) => after?.retention_days === p.days,
  undo: (port, place, { name, retention_days }) => [
    {
      name: 'retention',
      make: (m) => (retention_days === null ? port.deleteLogRetention(place, name, m) : port.putLogRetention(place, name, retention_days, m)),
    },
  ],
})
