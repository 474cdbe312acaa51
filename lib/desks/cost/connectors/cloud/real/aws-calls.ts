import type { Instant } from '@/schemas/time'
import type { CallResult, Mutation, Place } from '../call'
import { classifyChange, toFault } from './aws-classify'
import type { AwsClients } from './aws-clients'

type Answer = { $metadata: { requestId?: string } }
type Outcome = Pick<CallResult, 'status' | 'detail'>

/** What the ports of a real account share: clients of the right account, one read, one change. */
export type AwsCalls = {
  now(): Promise<Instant>
  clients(place: Place): Promise<AwsClients>
  /** Repeated by the SDK a few times. Throws Fault `provider_down` when it could not be asked. */
  ask<T>(api: string, send: () => Promise<T>): Promise<T>
  /** Sent once. */
  change(api: string, send: () => Promise<Answer>, read?: (answer: never) => Outcome): Promise<CallResult>
}

export const awsCalls = (clients: AwsCalls['clients'], now: AwsCalls['now']): AwsCalls => ({
  now,
  clients,
  async ask(api, send) {
    try {
      return await send()
    } catch (error) {
      throw toFault(error, api)
    }
  },
  async change(api, send, read = () => ({ status: 'done', detail: 'changed' })) {
    try {
      const answer = await send()
      return { api, request_id: answer.$metadata.requestId ?? null, ...read(answer as never) }
    } catch (error) {
      return classifyChange(error, api)
    }
  },
})

/** An answer, or `missing` when the provider says with one of these codes that there is none. */
export async function orNone<T, N>(send: () => Promise<T>, codes: readonly string[], missing: N, api: string): Promise<T | N> {
  try {
    return await send()
  } catch (error) {
    if (error instanceof Error && codes.includes(error.name)) return missing
    throw toFault(error, api)
  }
}

/** Outcome of a change that was compared with the present state first: not there, already so, or only tried. Null means go on. */
export function foreseen(api: string, m: Mutation, x: { exists: boolean; is_so: boolean }): CallResult | null {
  const said = (status: CallResult['status'], detail: string): CallResult => ({ api, request_id: null, status, detail })
  if (!x.exists) return said('refused', 'NotFound: there is no such resource in this account and region')
  if (x.is_so) return m.dry_run ? said('would_succeed', 'it is so already') : said('noop', 'it is so already')
  return m.dry_run ? said('would_succeed', 'it was read; the provider has no dry run for this call') : null
}

export const tagRecord = (list: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined): Record<string, string> =>
  Object.fromEntries((list ?? []).map((t) => [t.Key ?? '', t.Value ?? '']))
export const iso = (at: Date | undefined): string => (at ?? new Date(0)).toISOString()
