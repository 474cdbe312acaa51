import { canonicalJson, sha256 } from '@/lib/kernel/canonical'
import { type AddressPort, ElasticAddress } from '../ports/address-port'
import { ScalingGroup, type ScalingPort } from '../ports/scaling-port'
import { Workload, type WorkloadPort } from '../ports/workload-port'
import { OnItsWay, settingOut, shown } from './settling'
import type { Simulator } from './simulator'

export const simulatedAddresses = (sim: Simulator): AddressPort => {
  const all = () => sim.all('address', ElasticAddress)
  return {
    addresses: async (_place, addresses) => (await all()).filter((a) => addresses.includes(a.address)),
    async releaseAddress(_place, allocation_id, m) {
      const a = (await all()).find((x) => x.allocation_id === allocation_id)
      return sim.put('ec2:ReleaseAddress', 'address', a?.arn ?? allocation_id, m, () =>
        a?.is_associated ? { refused: 'InvalidIPAddress.InUse: it is associated' } : { state: null },
      )
    },
    async allocateAddress(place, was, m) {
      const already = (await all()).find((a) => a.address === was.address)
      const allocation_id = `eipalloc-${sha256(m.idempotency_key).slice(0, 17)}`
      const arn = `arn:aws:ec2:${place.region_id}:${place.account_id}:elastic-ip/${allocation_id}`
      return sim.put('ec2:AllocateAddress', 'address', arn, m, () =>
        already === undefined ? { state: { ...was, arn, allocation_id }, arn } : { noop: 'it is ours' },
      )
    },
  }
}

const StoredGroup = ScalingGroup.extend({ on_its_way: OnItsWay.nullable().default(null) })

export const simulatedScaling = (sim: Simulator): ScalingPort => {
  const groups = async (names: readonly string[]) => (await sim.all('scaling_group', StoredGroup)).filter((g) => names.includes(g.name))
  return {
    async scalingGroups(_place, names) {
      const now = await sim.now()
      return (await groups(names)).map((g) => shown(g, now)).map(({ on_its_way: _way, ...group }) => group)
    },
    async resizeGroup(_place, name, { min, desired }, m) {
      const [[g], at] = await Promise.all([groups([name]), sim.now()])
      return sim.put('autoscaling:UpdateAutoScalingGroup', 'scaling_group', g?.arn ?? name, m, () => {
        if (g !== undefined && (min > desired || desired > g.max)) return { refused: 'ValidationError: the size is not between min and max' }
        if (g?.min === min && g.desired === desired) return { noop: 'it is so already' }
        const on_its_way = g === undefined ? null : settingOut(at, 'resize_group', { in_service: shown(g, at).in_service })
        return { state: { ...g, min, desired, in_service: desired, on_its_way } }
      })
    },
  }
}

export const simulatedWorkloads = (sim: Simulator): WorkloadPort => {
  const workloads = async (names: readonly string[]) => (await sim.all('workload', Workload)).filter((w) => names.includes(w.name))
  return {
    changeable: () => true,
    workloads: (_place, names) => workloads(names),
    async setRequests(_place, name, requests, m) {
      const [w] = await workloads([name])
      return sim.put('k8s:Patch', 'workload', w?.arn ?? name, m, () =>
        canonicalJson(w?.requests ?? null) === canonicalJson(requests) ? { noop: 'it is so already' } : { state: { ...w, requests } },
      )
    },
  }
}
