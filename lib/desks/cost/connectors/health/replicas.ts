import { z } from 'zod'
import { addMs, toMs } from '@/lib/kernel/time'
import { POINT_MS, type SignalSeries } from '@/lib/verification/signal-points'
import type { Asking } from './asking'
import { asItIsNow, sinceOf } from './counted-up'

const Condition = z.object({
  type: z.string(),
  status: z.string(),
  lastTransitionTime: z.iso.datetime().transform((text) => new Date(text).toISOString()),
})
export const WireReplicas = z.object({
  spec: z.object({ replicas: z.number().nullish() }),
  status: z.object({ availableReplicas: z.number().nullish(), conditions: z.array(Condition).nullish() }).nullish(),
})

/** Conditions of a deployment that say that it does not come to an end by itself. */
const STUCK: Record<string, string> = { Available: 'False', Progressing: 'False', ReplicaFailure: 'True' }
// As long as pods may pend.
const STUCK_FOR_MS = 10 * 60_000

/** Replicas that are missing: pods that nobody could make neither pend nor restart. While they are still being replaced their number says nothing. */
export function missingReplicas({ stretches }: Pick<Asking, 'stretches'>, name: string, { spec, status }: z.output<typeof WireReplicas>): SignalSeries {
  const missing = Math.max(0, (spec.replicas ?? 1) - (status?.availableReplicas ?? 0))
  const { end } = sinceOf(stretches)
  const [from] = (status?.conditions ?? [])
    .filter((c) => STUCK[c.type] === c.status)
    .map((c) => c.lastTransitionTime)
    .sort()
  const is_stuck = from !== undefined && toMs(end) - toMs(from) >= STUCK_FOR_MS
  const points = asItIsNow(stretches, (at) => (missing === 0 ? 0 : is_stuck ? (from < addMs(at, POINT_MS) ? missing : 0) : null))
  return { signal: `missing_replicas of ${name}`, kind: 'trouble_count', unit: 'replicas', points }
}
