import { z } from 'zod'
import { addMs } from '@/lib/kernel/time'
import { instantsOf, type Stretch } from '@/lib/verification/signal-points'
import type { PlanAction } from '@/schemas/action'
import { WeeklySchedule } from '@/schemas/simulation'
import type { Instant } from '@/schemas/time'
import type { AwsClients } from '../cloud/real/aws-clients'
import type { ClusterApi } from '../cloud/real/cluster-api'
import { isOn } from '../cloud/weekly-schedule'
import { sinceOf } from './counted-up'
import type { TargetGroups } from './target-groups'
import type { Watched } from './watched'

/** One question about one action. */
export type Asking = {
  action: PlanAction
  stretches: readonly Stretch[]
  executed_at: Instant
  clients: () => Promise<AwsClients>
  targetGroups: () => Promise<TargetGroups>
  clusters: ClusterApi
  off: Off
}

/** Whether the action has its targets off on purpose since the run: at no time, in some hours, or always. */
export type Off = { when: 'never' | 'by_schedule' | 'always'; at(instant: Instant): boolean }

// The points since a run begin when it ends. What began so long before may be its doing.
const RUN_MS = 30 * 60_000
export const beganToRun = (executed_at: Instant): Instant => addMs(executed_at, -RUN_MS)

// Templates that leave their targets stopped or gone.
const ENDS = ['stop_idle_ec2', 'stop_rds', 'ebs_delete_unattached']
const Scheduled = z.looseObject({ schedule: WeeklySchedule })
const LESS_IS_BAD: readonly string[] = ['healthy_count', 'throughput']

export function offOf({ template, params }: PlanAction, stretches: readonly Stretch[]): Off {
  const since = sinceOf(stretches)
  if (ENDS.includes(template)) return { when: 'always', at: (instant) => instant >= since.start }
  const asked = Scheduled.safeParse(params)
  if (!asked.success) return { when: 'never', at: () => false }
  const off = new Set(instantsOf([since]).filter((instant) => !isOn(asked.data.schedule, instant)))
  return { when: 'by_schedule', at: (instant) => off.has(instant) }
}

/** What a target tells about itself: nothing once it is off for good, and no trouble in the hours in which it is off on purpose. */
export function ownSignals({ off, stretches }: Pick<Asking, 'off' | 'stretches'>, watched: readonly Watched[]): Watched[] {
  if (off.when === 'never') return [...watched]
  if (off.when === 'always' || instantsOf([sinceOf(stretches)]).every(off.at)) return []
  return watched.filter((w) => !LESS_IS_BAD.includes(w.kind)).map((w) => ({ ...w, pointOf: (read, at) => w.pointOf(read, at) ?? (off.at(at) ? 0 : null) }))
}
