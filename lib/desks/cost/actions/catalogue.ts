import type { Catalogue } from '@/lib/execution/template'
import type { CloudPort } from '../connectors/cloud/port'
import { ebsGp2ToGp3 } from './ebs-gp2-to-gp3'
import { scheduleNonprod } from './schedule-nonprod'
import { stopIdleEc2 } from './stop-idle-ec2'
import { tagOwner } from './tag-owner'

/** Everything the cost desk may ever do to a cloud account. */
export const COST_ACTIONS: Catalogue<CloudPort> = {
  [scheduleNonprod.id]: scheduleNonprod,
  [stopIdleEc2.id]: stopIdleEc2,
  [ebsGp2ToGp3.id]: ebsGp2ToGp3,
  [tagOwner.id]: tagOwner,
}
