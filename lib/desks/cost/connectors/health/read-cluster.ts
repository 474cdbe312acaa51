import type { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import type { ClusterApi } from '../cloud/real/cluster-api'
import { understood } from '../http/understood'

const NOT_PERMITTED = [401, 403]

/** Null where there is no such thing. Throws Fault `provider_down` that names what the token may not read, and for an answer in another form. */
export async function readCluster<T extends z.ZodType>(
  clusters: ClusterApi,
  { name, path, what, form }: { name: string; path: string; what: string; form: T },
): Promise<z.output<T> | null> {
  const [cluster] = name.split('/')
  const answer = await clusters.read(name, path).catch((error: unknown) => {
    if (!(error instanceof Fault) || !NOT_PERMITTED.includes(Number(error.detail['status']))) throw error
    throw new Fault('provider_down', `the reading token of cluster ${cluster} may not read its ${what}: let its role list them`, { path }, { cause: error })
  })
  if (answer === null) return null
  return understood(form, answer, `Cluster ${cluster} answered about its ${what}`, { path })
}
