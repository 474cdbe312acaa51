import { CreateGrantCommand, DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import type { Place } from '../call'
import { ASKED_GRANT, type KeyState } from '../ports/key-state'
import type { AwsCalls } from './aws-calls'

type FoundKey = { state: KeyState; is_customers: boolean }

/**
 * Whether a disk that this key locks can be opened again. A key that cannot be read is unknown, not usable.
 * A key of the account is asked by a dry run whether it gives us a grant: no grant is made, and the one that is asked about is the narrowest. Where it says no, EC2 may still get
 * one on our behalf (`kms:GrantIsForAWSResource`), which nobody can try from here: that is unknown too.
 */
export async function findKey(calls: AwsCalls, place: Place, KeyId: string): Promise<FoundKey> {
  const { state, is_customers } = await readKey(calls, place, KeyId)
  if (state !== 'usable' || !is_customers) return { state, is_customers }
  return { state: (await givesGrant(calls, place, KeyId)) ? 'usable' : 'unknown', is_customers }
}

/** Whether a key is enabled, where whoever opens the disk has its grant already. */
export const enabledKey = async (calls: AwsCalls, place: Place, KeyId: string): Promise<KeyState> => (await readKey(calls, place, KeyId)).state

async function readKey(calls: AwsCalls, place: Place, KeyId: string): Promise<FoundKey> {
  if (KeyId === '') return { state: 'unknown', is_customers: true }
  const kms = (await calls.clients(place)).read(KMSClient)
  try {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }))
    const state = KeyMetadata?.KeyState === 'Enabled' ? 'usable' : KeyMetadata?.KeyState === undefined ? 'unknown' : 'unusable'
    return { state, is_customers: KeyMetadata?.KeyManager !== 'AWS' }
  } catch {
    return { state: 'unknown', is_customers: true } // not found, not permitted or not answered: each blocks a stop until somebody looks
  }
}

async function givesGrant(calls: AwsCalls, place: Place, KeyId: string): Promise<boolean> {
  const kms = (await calls.clients(place)).read(KMSClient)
  const GranteePrincipal = `arn:aws:iam::${place.account_id}:root`
  try {
    await kms.send(new CreateGrantCommand({ KeyId, GranteePrincipal, Operations: [...ASKED_GRANT], DryRun: true }))
    return false // a dry run never succeeds
  } catch (error) {
    return error instanceof Error && error.name === 'DryRunOperationException'
  }
}
