import { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import type { Asking } from './asking'
import { podSignals } from './pods'
import type { Look } from './watched'

const KINDS: Record<string, string> = { deployment: 'deployments', statefulset: 'statefulsets' }
const WireSelected = z.object({ spec: z.object({ selector: z.object({ matchLabels: z.record(z.string(), z.string()).nullish() }) }) })

/** Workloads by the pods that they have: which pend, and which were started again. */
export const lookAtWorkloads = (asking: Asking, names: readonly string[]): Promise<Look[]> =>
  Promise.all(
    names.map(async (name): Promise<Look> => {
      const [, namespace = '', kind = '', workload = ''] = name.split('/')
      const path = `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/${KINDS[kind] ?? kind}/${encodeURIComponent(workload)}`
      const found = await asking.clusters.read(name, path)
      const nothing = { label: name, watched: [], series: [], names: [], silence: 'it is not there' }
      if (found === null) return nothing
      const labels = WireSelected.parse(found).spec.selector.matchLabels ?? {}
      if (Object.keys(labels).length === 0) throw new Fault('provider_down', `the pods of ${name} cannot be told by labels: give its selector some`, { name })
      return { ...nothing, series: await podSignals(asking, name, namespace, labels) }
    }),
  )
