import type { PlanAction } from '@/schemas/action'

const STOPS_OR_RESIZES: ReadonlySet<string> = new Set([
  'stop_idle_ec2',
  'stop_rds',
  'schedule_nonprod',
  'rightsize_ec2',
  'rightsize_rds',
  'scale_nodegroup',
  'k8s_rightsize_requests',
])

/** Whether health is looked at for a week: what was stopped or made another size, and is given back only by another interruption, may be missed later than within a day. */
export const isWatchedAWeek = ({ template, reversibility }: Pick<PlanAction, 'template' | 'reversibility'>): boolean =>
  reversibility === 'R2' && STOPS_OR_RESIZES.has(template)
