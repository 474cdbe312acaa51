import { AllocateAddressCommand, DescribeAddressesCommand, EC2Client, ReleaseAddressCommand } from '@aws-sdk/client-ec2'
import type { Place } from '../call'
import type { AddressPort, ElasticAddress } from '../ports/address-port'
import { type AwsCalls, foreseen, tagRecord } from './aws-calls'

export function awsAddresses(calls: AwsCalls): AddressPort {
  async function addresses(place: Place, wanted: readonly string[]): Promise<ElasticAddress[]> {
    const ec2 = (await calls.clients(place)).read(EC2Client)
    const Filters = [{ Name: 'public-ip', Values: [...wanted] }]
    const answer = await calls.ask('ec2:DescribeAddresses', () => ec2.send(new DescribeAddressesCommand({ Filters })))
    return (answer.Addresses ?? []).map((a) => ({
      arn: `arn:aws:ec2:${place.region_id}:${place.account_id}:elastic-ip/${a.AllocationId}`,
      allocation_id: a.AllocationId ?? '',
      address: a.PublicIp ?? '',
      is_associated: (a.AssociationId ?? '') !== '' || (a.InstanceId ?? '') !== '' || (a.NetworkInterfaceId ?? '') !== '',
      tags: tagRecord(a.Tags),
    }))
  }

  return {
    addresses,
    async releaseAddress(place, AllocationId, m) {
      const ec2 = (await calls.clients(place)).write(EC2Client)
      return calls.change('ec2:ReleaseAddress', () => ec2.send(new ReleaseAddressCommand({ AllocationId, DryRun: m.dry_run })))
    },
    async allocateAddress(place, was, m) {
      const [there] = await addresses(place, [was.address])
      if (there !== undefined && !m.dry_run) return foreseen('ec2:AllocateAddress', m, { exists: true, is_so: true }) ?? missing
      const ec2 = (await calls.clients(place)).write(EC2Client)
      const Tags = Object.entries(was.tags).map(([Key, Value]) => ({ Key, Value }))
      const tagged = Tags.length === 0 ? {} : { TagSpecifications: [{ ResourceType: 'elastic-ip' as const, Tags }] }
      return calls.change('ec2:AllocateAddress', () =>
        ec2.send(new AllocateAddressCommand({ Domain: 'vpc', Address: was.address, DryRun: m.dry_run, ...tagged })),
      )
    },
  }
}

const missing = { api: 'ec2:AllocateAddress', request_id: null, status: 'noop', detail: 'it is ours' } as const
