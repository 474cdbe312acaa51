import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import type { Place } from '../call'
import type { RestartFacts } from '../port'
import type { AwsCalls } from './aws-calls'

/** Whether a disk that this key locked can be opened again. A key that cannot be read is unknown, not usable. */
export async function keyState(calls: AwsCalls, place: Place, KeyId: string): Promise<RestartFacts['encryption_key']> {
  if (KeyId === '') return 'unknown'
  const kms = (await calls.clients(place)).read(KMSClient)
  try {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }))
    return KeyMetadata?.KeyState === 'Enabled' ? 'usable' : KeyMetadata?.KeyState === undefined ? 'unknown' : 'unusable'
  } catch {
    return 'unknown' // not found, not permitted or not answered: each blocks a stop until somebody looks
  }
}
