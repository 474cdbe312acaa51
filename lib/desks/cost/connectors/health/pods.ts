import { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import { addMs, toMs } from '@/lib/kernel/time'
import { POINT_MS, type SignalSeries } from '@/lib/verification/signal-points'
import { type Asking, beganToRun } from './asking'
import { asItIsNow, countedUp, sinceOf } from './counted-up'
import { readCluster } from './read-cluster'

const PENDS_FOR_MS = 10 * 60_000
const PODS_PER_PAGE = 500
const MOST_PAGES = 20

const at = z.iso.datetime().transform((text) => new Date(text).toISOString())
const Container = z.object({
  restartCount: z.number(),
  lastState: z.object({ terminated: z.object({ finishedAt: at.nullish() }).nullish() }).nullish(),
})
const WirePod = z.object({
  metadata: z.object({ creationTimestamp: at }),
  status: z.object({
    phase: z.string(),
    conditions: z.array(z.object({ type: z.string(), status: z.string(), lastTransitionTime: at.nullish() })).nullish(),
    containerStatuses: z.array(Container).nullish(),
  }),
})
type WirePod = z.output<typeof WirePod>
const WirePods = z.object({ metadata: z.object({ continue: z.string().nullish() }).nullish(), items: z.array(WirePod) })

/** Pods of a whole cluster that nothing has had room for in ten minutes. */
export async function pendingPods(asking: Asking, cluster: string): Promise<SignalSeries> {
  return pendingOf(asking, `cluster ${cluster}`, await podsOf(asking, cluster, '/api/v1/pods', 'fieldSelector=status.phase%3DPending'))
}

/** What the pods of one workload say about it. */
export async function podSignals(asking: Asking, name: string, namespace: string, labels: Readonly<Record<string, string>>): Promise<SignalSeries[]> {
  const selector = encodeURIComponent(
    Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
  )
  const pods = await podsOf(asking, name, `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`, `labelSelector=${selector}`)
  return [pendingOf(asking, name, pods), restartsOf(asking, name, pods)]
}

async function podsOf({ clusters }: Asking, name: string, path: string, selector: string): Promise<WirePod[]> {
  const found: WirePod[] = []
  let next = ''
  for (let page = 0; page < MOST_PAGES; page++) {
    const more = next === '' ? '' : `&continue=${encodeURIComponent(next)}`
    const answer = await readCluster(clusters, { name, path: `${path}?${selector}&limit=${PODS_PER_PAGE}${more}`, what: 'pods', form: WirePods })
    found.push(...(answer?.items ?? []))
    next = answer?.metadata?.continue ?? ''
    if (next === '') return found
  }
  throw new Fault('provider_down', `cluster ${name.split('/')[0]} has more pods than are read: more than ${MOST_PAGES * PODS_PER_PAGE}`, { path })
}

/** Those that pended already before the run found no room for another reason. */
function pendingOf({ stretches, executed_at }: Asking, of: string, pods: readonly WirePod[]): SignalSeries {
  const { end } = sinceOf(stretches)
  const since = pods.flatMap(({ metadata, status }) => {
    const unscheduled = (status.conditions ?? []).find((c) => c.type === 'PodScheduled' && c.status === 'False')
    const from = unscheduled?.lastTransitionTime ?? metadata.creationTimestamp
    return status.phase === 'Pending' && from >= beganToRun(executed_at) && toMs(end) - toMs(from) >= PENDS_FOR_MS ? [from] : []
  })
  const points = asItIsNow(stretches, (instant) => since.filter((from) => from < addMs(instant, POINT_MS)).length)
  return { signal: `pending_pods of ${of}`, kind: 'trouble_count', unit: 'pods', points }
}

/** A cluster tells of each container how often it was started again and when last: of a pod from before the run one time is known, of one since then all. */
function restartsOf({ stretches }: Asking, of: string, pods: readonly WirePod[]): SignalSeries {
  const { start } = sinceOf(stretches)
  const happened = pods.flatMap(({ metadata, status }) =>
    (status.containerStatuses ?? []).flatMap(({ restartCount, lastState }) => {
      const last = lastState?.terminated?.finishedAt
      return last == null || restartCount === 0 ? [] : [{ at: last, count: metadata.creationTimestamp >= start ? restartCount : 1 }]
    }),
  )
  return { signal: `pod_restarts of ${of}`, kind: 'trouble_count', unit: 'restarts', points: countedUp(happened, stretches) }
}
