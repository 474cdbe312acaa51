import { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import type { Asking } from './asking'
import { balancedNames, balancedSignals, NOTHING_TAKEN_OUT } from './balancers'
import { boundGroups } from './bound-groups'
import { podSignals } from './pods'
import { readCluster } from './read-cluster'
import { missingReplicas, WireReplicas } from './replicas'
import type { Look } from './watched'

const KINDS: Record<string, string> = { deployment: 'deployments', statefulset: 'statefulsets' }
const Labels = z.record(z.string(), z.string()).nullish()
const WireWorkload = WireReplicas.extend({
  spec: WireReplicas.shape.spec.extend({
    selector: z.object({ matchLabels: Labels }),
    template: z.object({ metadata: z.object({ labels: Labels }).nullish() }),
  }),
})

/** Workloads by their pods: which are missing, pend, or were started again; and who they serve. */
export const lookAtWorkloads = (asking: Asking, names: readonly string[]): Promise<Look[]> => Promise.all(names.map((name) => lookAt(asking, name)))

async function lookAt(asking: Asking, name: string): Promise<Look> {
  const [, namespace = '', kind = '', workload = ''] = name.split('/')
  const path = `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/${KINDS[kind] ?? kind}/${encodeURIComponent(workload)}`
  const found = await readCluster(asking.clusters, { name, path, what: KINDS[kind] ?? kind, form: WireWorkload })
  if (found === null) return { label: name, watched: [], series: [], names: [], silence: 'it is not there' }
  const { selector, template } = found.spec
  const labels = selector.matchLabels ?? {}
  if (Object.keys(labels).length === 0) throw new Fault('provider_down', `the pods of ${name} cannot be told by labels: give its selector some`, { name })
  const groups = await boundGroups(asking, name, template.metadata?.labels ?? labels)
  return {
    label: name,
    watched: groups.flatMap((g) => balancedSignals(g, NOTHING_TAKEN_OUT)),
    series: [missingReplicas(asking, name, found), ...(await podSignals(asking, name, namespace, labels))],
    names: groups.flatMap(balancedNames),
    silence: '',
  }
}
