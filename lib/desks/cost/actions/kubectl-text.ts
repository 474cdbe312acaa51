import { z } from 'zod'
import type { ChangeText } from './change-text'

const Name = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$/)
const Amounts = z.object({ cpu_milli: z.int().positive(), memory_mib: z.int().positive() })
const Target = z.object({ name: z.string(), from: Amounts, to: Amounts })
const Parts = z.tuple([Name, Name, z.enum(['deployment', 'statefulset']), Name, Name])

/** The commands with which a person lets a container reserve what it uses. Null for a name that does not belong into a command line. */
export function kubectlText(target: unknown): ChangeText | null {
  const { name, from, to } = Target.parse(target)
  const parts = Parts.safeParse(name.split('/'))
  if (!parts.success) return null
  const [cluster, namespace, kind, workload, container] = parts.data
  const set = ({ cpu_milli, memory_mib }: z.infer<typeof Amounts>): string =>
    `kubectl --context ${cluster} --namespace ${namespace} set resources ${kind}/${workload} --containers ${container} --requests=cpu=${cpu_milli}m,memory=${memory_mib}Mi`
  return {
    title: `Let ${container} of ${kind} ${workload} in ${namespace} (${cluster}) reserve what it uses`,
    before_you_start: ['No autoscaler follows a share of its requests', 'Its pods are replaced one by one'],
    commands: [set(to)],
    undo: [set(from)],
  }
}
