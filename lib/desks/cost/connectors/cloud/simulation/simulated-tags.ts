import type { TagPort } from '../ports/tag-port'
import type { SimulatedQuirk, SimulatedResource } from './estate'
import type { Simulator, Wish } from './simulator'

type Tags = Record<string, string>
type Tagged = { arn: string; tags: Tags; quirks?: readonly SimulatedQuirk[]; stored?: SimulatedResource }

const EC2 = /^arn:aws[^:]*:ec2:/

/** Tags of every kind of resource. Those of the kinds whose state is their port's are written into that state. */
export function simulatedTags(sim: Simulator): TagPort {
  async function find(arn: string): Promise<Tagged | undefined> {
    const { instances, volumes, log_groups, others } = await sim.account()
    const other = others.get(arn)
    return instances.get(arn) ?? volumes.get(arn) ?? log_groups.get(arn) ?? (other && { ...other, stored: other, tags: (other.state['tags'] ?? {}) as Tags }) // safe: every port's state has tags as text
  }
  const write = (item: Tagged | undefined, tags: Tags): Wish =>
    same(item?.tags ?? {}, tags)
      ? { noop: 'the tags are so already' }
      : item?.stored === undefined
        ? { event: { change: 'tags', tags } }
        : { event: { change: 'resource', kind: item.stored.kind, resource: { ...item.stored.state, tags } } }
  return {
    tagged: async (_place, arns) => (await Promise.all(arns.map(find))).flatMap((item) => (item === undefined ? [] : [{ arn: item.arn, tags: item.tags }])),
    tags: async (_place, arn) => (await find(arn))?.tags ?? {},
    async putTags(_place, arn, tags, m) {
      const [item, api] = [await find(arn), EC2.test(arn) ? 'ec2:CreateTags' : 'tag:TagResources']
      return sim.mutate(api, item, m, () => write(item, { ...item?.tags, ...tags }))
    },
    async deleteTags(_place, arn, keys, m) {
      const [item, api] = [await find(arn), EC2.test(arn) ? 'ec2:DeleteTags' : 'tag:UntagResources']
      const left = Object.fromEntries(Object.entries(item?.tags ?? {}).filter(([key]) => !keys.includes(key)))
      return sim.mutate(api, item, m, () => write(item, left))
    },
  }
}

const same = (a: Tags, b: Tags): boolean => Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, value]) => b[key] === value)
