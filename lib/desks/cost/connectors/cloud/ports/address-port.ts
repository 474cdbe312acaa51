import { z } from 'zod'
import type { CallResult, Mutation, Place } from '../call'

/** An elastic address. Found by its address: a new allocation of the same address has another id. */
export const ElasticAddress = z.strictObject({
  arn: z.string(),
  allocation_id: z.string(),
  address: z.string(),
  is_associated: z.boolean(),
  tags: z.record(z.string(), z.string()),
})
export type ElasticAddress = z.infer<typeof ElasticAddress>

export type AddressPort = {
  addresses(place: Place, addresses: readonly string[]): Promise<ElasticAddress[]>
  releaseAddress(place: Place, allocation_id: string, m: Mutation): Promise<CallResult>
  /** Asks for the same address again, with its tags; the pool may have given it to somebody else. */
  allocateAddress(place: Place, was: ElasticAddress, m: Mutation): Promise<CallResult>
}
