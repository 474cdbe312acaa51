import type { EC2Client } from '@aws-sdk/client-ec2'
import type { Place } from '../call'
import type { RestartFacts } from '../port'
import { worstKey } from '../ports/key-state'
import type { AwsCalls } from './aws-calls'
import { bootHealth, collect, describeInstances, describeVolumes, hasAttribute } from './aws-describe'
import { findKey } from './key-state'

/** What decides whether instances come back after a stop, beyond what the inventory shows. */
export async function readRestartFacts(calls: AwsCalls, client: EC2Client, place: Place, ids: readonly string[]): Promise<RestartFacts[]> {
  const instances = await describeInstances(client, ids)
  const found = instances.map((i) => i.InstanceId)
  const running = instances.filter((i) => i.State.Name === 'running').map((i) => i.InstanceId)
  const [volumes, stops, health] = await Promise.all([
    describeVolumes(client, 'attachment.instance-id', found),
    collect(found, (id) => hasAttribute(client, id, 'disableApiStop')),
    bootHealth(client, running),
  ])
  const keys = await collect([...new Set(volumes.filter((v) => v.Encrypted === true).map((v) => v.KmsKeyId ?? ''))], (id) => findKey(calls, place, id))
  return instances.map((i): RestartFacts => {
    const attached = volumes.filter((v) => v.Encrypted === true && v.Attachments?.some((a) => a.InstanceId === i.InstanceId))
    const locks = attached.map((v) => keys.get(v.KmsKeyId ?? '') ?? { state: 'unknown' as const, is_customers: true })
    const tenancy = i.Placement?.Tenancy
    return {
      instance_id: i.InstanceId,
      root_device: i.RootDeviceType === 'instance-store' ? 'instance_store' : 'ebs',
      tenancy: tenancy === 'dedicated' || tenancy === 'host' ? tenancy : 'default',
      encryption_key: worstKey(locks.map((k) => k.state)),
      has_customer_key: locks.some((k) => k.is_customers),
      has_stop_protection: stops.get(i.InstanceId) ?? false,
      // What does not run is checked when it starts, and nothing stops it.
      boot_health: running.includes(i.InstanceId) ? (health.get(i.InstanceId) ?? 'unknown') : 'ok',
      has_sold_product: (i.ProductCodes ?? []).some((code) => code.ProductCodeType === 'marketplace'),
    }
  })
}
