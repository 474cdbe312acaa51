import { z } from 'zod'
import { holds, notGuarded } from '@/lib/desks/cost/actions/checks/common-checks'
import { tagText } from '@/lib/desks/cost/actions/instance-targets'
import { settlesAtOnce } from '@/lib/desks/cost/actions/on-their-way'
import { readBy } from '@/lib/desks/cost/actions/read-by'
import { savedShare } from '@/lib/desks/cost/actions/saved-share'
import { askBase, defineTargetAction, type Judged, targetBase } from '@/lib/desks/cost/actions/target-action'
import { ElasticAddress } from '@/lib/desks/cost/connectors/cloud/ports/address-port'
import { addDays, dayOf } from '@/lib/kernel/time'
import { Day } from '@/schemas/time'

const IDLE_DAYS = 7
const KNOWN_OUTSIDE = /^(?:partner|allow-?list|dns|ip-keep)$/i

const Target = z.strictObject({
  ...targetBase,
  allocation_id: z.string().regex(/^eipalloc-[0-9a-f]+$/, 'must be an allocation id such as eipalloc-0123456789abcdef0'),
  address: z.ipv4(),
  /** First day on which the bill charged it as idle, without a day in use since. */
  idle_since: Day,
})
const Params = z.strictObject({ ...askBase, targets: z.array(Target).min(1).max(10) })
type Checked = Judged<z.infer<typeof Target>, ElasticAddress, z.infer<typeof Params>>

/** Gives addresses back that nothing uses. The address may be somebody else's a minute later. */
export const eipRelease = defineTargetAction<z.infer<typeof Params>, z.infer<typeof Target>, ElasticAddress>({
  id: 'eip_release',
  version: 1,
  target_kind: 'address',
  reversibility: 'R2',
  base_risk: 25,
  touches: 'no_data',
  permissions: ['ec2:DescribeAddresses', 'ec2:ReleaseAddress', 'ec2:AllocateAddress', 'ec2:CreateTags'],
  health_signals: [],
  reversible_for: 'as long as nobody else was given the address; then never',
  reversible_hours: 24,
  compared: ['exists', 'address', 'is_associated', 'tags'],
  dry_run: 'provider',
  params: Params,
  state: ElasticAddress,
  title: (p) => `Release ${p.targets.map((t) => t.address).join(', ')}`,
  bounds: [],
  change: (t) => `${t.address} goes back to the pool`,
  reach: { dependents: 0, on_request_path: false },
  rollback_recipe: ['Ask for the same address again, which works while nobody else has it', 'Its allocation id is new', 'Put its tags back'],
  savings: (p) => savedShare(p, () => '1', 'of idle addresses'),
  read: (port, place, targets) => readBy('address', targets, place, (...asked) => port.addresses(...asked)),
  checks: [
    notGuarded,
    holds<Checked>(
      'not_associated',
      { passed: 'no target is associated', remedy: 'take it off what uses it' },
      ({ state }) => !state.is_associated,
      () => 'is associated',
    ),
    holds<Checked>(
      'idle_for_a_week',
      { passed: `the bill shows every target as idle for ${IDLE_DAYS} days`, remedy: `${IDLE_DAYS} days without use` },
      ({ target }, now) => target.idle_since <= addDays(dayOf(now), -IDLE_DAYS),
      ({ target }) => `idle since ${target.idle_since}`,
    ),
    holds<Checked>(
      'not_known_outside',
      { passed: 'no tag says that somebody outside knows a target', remedy: 'the owner removes the tag' },
      ({ state }) => !Object.keys(state.tags).some((key) => KNOWN_OUTSIDE.test(key)),
      () => 'a tag says that somebody outside knows it',
    ),
  ],
  move: settlesAtOnce,
  fields: (a) => ({ exists: 'yes', address: a.address, is_associated: a.is_associated, tags: tagText(a.tags) }),
  apply: (port, p, _t, before) => [{ name: 'release', make: (m) => port.releaseAddress(p, before.allocation_id, m) }],
  isInPlace: (after) => after === undefined,
  undo: (port, place, before) => [{ name: 'allocate', make: (m) => port.allocateAddress(place, before, m) }],
})
