import { Fault } from '@/lib/kernel/errors'
import type { Secret } from '@/lib/kernel/secret'
import { send } from '../../http/send'

/**
 * How one cluster's API is reached. `token` reads; `write_token` patches, is not given to whoever only looks (`held_elsewhere`), and without one nothing is
 * changed there. `ca_pem` is its own authority's certificate, null where a public one signed it.
 */
export type Cluster = { endpoint: string; token(): Promise<Secret>; write_token: (() => Promise<Secret>) | 'held_elsewhere' | null; ca_pem: string | null }
export type Use = 'token' | 'write_token'

type Init = { method: string; body?: unknown; use?: Use }

/** One cluster's API: a call as it was answered, and a read that something is made of. The first part of a name is the cluster. */
export type ClusterApi = {
  call(name: string, path: string, init?: Init): Promise<{ status: number; body: unknown }>
  /** Null where there is no such thing. Throws Fault `provider_down` for every other refusal. */
  read(name: string, path: string, init?: Init): Promise<unknown>
  /** Whether the token that changes it is not given to this process. */
  isChangedElsewhere(name: string): boolean
}

export function clusterApi(clusters: Readonly<Record<string, Cluster>>, timeout_ms: number): ClusterApi {
  const call: ClusterApi['call'] = async (name, path, init = { method: 'GET' }) => {
    const [cluster_name = ''] = name.split('/')
    const cluster = clusters[cluster_name]
    if (cluster === undefined)
      throw new Fault('provider_down', `cluster ${cluster_name} is not connected: add its endpoint and token`, { capability: 'workloads' })
    const token = init.use === 'write_token' ? cluster.write_token : cluster.token
    if (token === 'held_elsewhere')
      throw new Fault('forbidden', `the token that changes cluster ${cluster_name} is held by workers of the execution queue alone`)
    if (token === null) throw new Fault('provider_down', `no token may change cluster ${cluster_name}: name one in Settings`, { capability: 'workloads' })
    const headers = {
      authorization: `Bearer ${(await token()).reveal()}`,
      accept: 'application/json',
      ...(init.body === undefined ? {} : { 'content-type': init.method === 'PATCH' ? 'application/strategic-merge-patch+json' : 'application/json' }),
    }
    const answer = await send({
      service: `Cluster ${cluster_name}`,
      url: new URL(path, cluster.endpoint).href,
      method: init.method,
      headers,
      body: init.body === undefined ? null : JSON.stringify(init.body),
      signal: AbortSignal.timeout(timeout_ms),
      ...(cluster.ca_pem === null ? {} : { ca: cluster.ca_pem }),
    })
    return { status: answer.statusCode ?? 0, body: await jsonOf(answer) }
  }
  return {
    call,
    isChangedElsewhere: (name) => clusters[name.split('/')[0] ?? '']?.write_token === 'held_elsewhere',
    async read(name, path, init) {
      const answer = await call(name, path, init).catch((error: unknown) => {
        if (error instanceof Fault) throw error
        throw new Fault('provider_down', 'the cluster did not answer: check the connection and try again', { path }, { cause: error })
      })
      if (answer.status === 404) return null
      if (answer.status >= 300)
        throw new Fault('provider_down', `the cluster answered ${answer.status}: check the token and its role`, { path, status: answer.status })
      return answer.body
    },
  }
}

async function jsonOf(answer: AsyncIterable<Uint8Array>): Promise<unknown> {
  const parts: Uint8Array[] = []
  for await (const part of answer) parts.push(part)
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch {
    return null
  }
}
