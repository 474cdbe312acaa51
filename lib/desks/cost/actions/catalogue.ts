import { adjustBudgetAlarm } from '@/lib/desks/cost/actions/templates/adjust-budget-alarm'
import { amiDisable } from '@/lib/desks/cost/actions/templates/ami-disable'
import { ebsDeleteUnattached } from '@/lib/desks/cost/actions/templates/ebs-delete-unattached'
import { ebsGp2ToGp3 } from '@/lib/desks/cost/actions/templates/ebs-gp2-to-gp3'
import { eipRelease } from '@/lib/desks/cost/actions/templates/eip-release'
import { k8sRightsizeRequests } from '@/lib/desks/cost/actions/templates/k8s-rightsize-requests'
import { rightsizeEc2 } from '@/lib/desks/cost/actions/templates/rightsize-ec2'
import { rightsizeRds } from '@/lib/desks/cost/actions/templates/rightsize-rds'
import { s3AbortMultipart } from '@/lib/desks/cost/actions/templates/s3-abort-multipart'
import { s3LifecycleTransition } from '@/lib/desks/cost/actions/templates/s3-lifecycle-transition'
import { scaleNodegroup } from '@/lib/desks/cost/actions/templates/scale-nodegroup'
import { scheduleNonprod } from '@/lib/desks/cost/actions/templates/schedule-nonprod'
import { setLogRetention } from '@/lib/desks/cost/actions/templates/set-log-retention'
import { snapshotDeleteOrphan } from '@/lib/desks/cost/actions/templates/snapshot-delete-orphan'
import { stopIdleEc2 } from '@/lib/desks/cost/actions/templates/stop-idle-ec2'
import { stopRds } from '@/lib/desks/cost/actions/templates/stop-rds'
import { submitAdFeedback } from '@/lib/desks/cost/actions/templates/submit-ad-feedback'
import { tagOwner } from '@/lib/desks/cost/actions/templates/tag-owner'
import type { Catalogue, Template } from '@/lib/execution/template'
import type { CloudPort } from '../connectors/cloud/port'

const ACTIONS: readonly Template<CloudPort>[] = [
  tagOwner,
  adjustBudgetAlarm,
  setLogRetention,
  s3LifecycleTransition,
  s3AbortMultipart,
  stopIdleEc2,
  scheduleNonprod,
  stopRds,
  rightsizeEc2,
  rightsizeRds,
  ebsGp2ToGp3,
  ebsDeleteUnattached,
  snapshotDeleteOrphan,
  amiDisable,
  eipRelease,
  scaleNodegroup,
  k8sRightsizeRequests,
  submitAdFeedback,
]

/** Everything the cost desk may ever do to a cloud account. */
export const COST_ACTIONS: Catalogue<CloudPort> = Object.fromEntries(ACTIONS.map((action) => [action.id, action]))

/**
 * The same with former versions, so that a run that began with one is finished and undone by it: each sends and takes back what its plan was approved for.
 * Version 3 of the lifecycle transition prices by region, version 3 of the deletion also asks for the key of a volume, version 2 of the stop makes a
 * snapshot where none is fresh, version 2 of the new sizes and of gp3 asks more of their targets, and version 2 of the budget also adds an alarm.
 */
export const CARRIED_OUT: Catalogue<CloudPort> = {
  ...COST_ACTIONS,
  's3_lifecycle_transition@2': { ...s3LifecycleTransition, version: 2 },
  'ebs_delete_unattached@2': { ...ebsDeleteUnattached, version: 2 },
  'stop_rds@1': { ...stopRds, version: 1 },
  'rightsize_ec2@1': { ...rightsizeEc2, version: 1 },
  'rightsize_rds@1': { ...rightsizeRds, version: 1 },
  'adjust_budget_alarm@1': { ...adjustBudgetAlarm, version: 1 },
  'ebs_gp2_to_gp3@1': { ...ebsGp2ToGp3, version: 1 },
}
