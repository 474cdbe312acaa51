import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BoundAction } from '@/lib/execution/template'
import { addHours } from '@/lib/kernel/time'
import type { CloudPort } from '../connectors/cloud/port'
import type { SimulatedEstate, SimulatedInstance, SimulatedVolume } from '../connectors/cloud/simulation/estate'
import { simulatedCloud } from '../connectors/cloud/simulation/simulated'
import { inStages } from '../fixtures/in-stages'
import { memoryLog } from '../fixtures/memory-log'
import { anInstance, aVolume, DEV, estateOf } from '../fixtures/small-estate'
import { COST_ACTIONS } from './catalogue'

const NOW = '2026-11-19T09:00:00.000Z'
const WORKING_HOURS = { time_zone: 'UTC', days: [0, 1, 2, 3, 4], on_hour: 7, off_hour: 19 }

const instanceTarget = (i: SimulatedInstance) => ({
  arn: i.arn,
  instance_id: i.instance_id,
  label: i.tags['Name'] ?? '',
  instance_type: i.instance_type,
  effective_cost_per_day: '20.544',
  list_cost_per_day: '20.544',
})
const volumeTarget = (v: SimulatedVolume) => ({
  arn: v.arn,
  volume_id: v.volume_id,
  label: v.tags['Name'] ?? '',
  size_gib: v.size_gib,
  effective_cost_per_day: '5.427632',
  list_cost_per_day: '5.427632',
  iops: 4500,
  throughput: 250,
})
const money = { currency: 'USD', marginal_ratio: '1' }

const bind = (id: string, params: unknown): BoundAction<CloudPort> => {
  const template = COST_ACTIONS[id]
  if (template === undefined) throw new Error(id)
  return template.bind(params)
}
const schedule = (instances: readonly SimulatedInstance[], differs: Record<string, unknown> = {}) =>
  bind('schedule_nonprod', { ...DEV, environment: 'dev', schedule: WORKING_HOURS, targets: instances.map(instanceTarget), ...money, ...differs })
const stop = (instances: readonly SimulatedInstance[]) =>
  bind('stop_idle_ec2', { ...DEV, environment: 'dev', review_after_days: 7, targets: instances.map(instanceTarget), ...money })
const toGp3 = (volumes: readonly SimulatedVolume[]) =>
  bind('ebs_gp2_to_gp3', { ...DEV, environment: 'prod', targets: volumes.map(volumeTarget), currency: 'USD' })
const tag = (instances: readonly SimulatedInstance[]) =>
  bind('tag_owner', {
    ...DEV,
    environment: 'dev',
    key: 'owner',
    value: 'mara',
    targets: instances.map(({ arn, instance_id }) => ({ arn, label: instance_id })),
    currency: 'USD',
  })

function accountOf(estate: SimulatedEstate, start = NOW) {
  const clock = { now: start }
  return { clock, port: simulatedCloud({ estate, log: memoryLog(), now: async () => clock.now }) }
}

/** Ids of the checks that do not pass, with what they say. */
async function objections(action: BoundAction<CloudPort>, estate: SimulatedEstate): Promise<Record<string, string>> {
  const checks = await action.precheck(accountOf(estate).port, NOW)
  return Object.fromEntries(checks.filter((c) => c.outcome !== 'passed').map((c) => [c.id, `${c.outcome}: ${c.detail}`]))
}

async function appliedAndRolledBack(action: BoundAction<CloudPort>, account: ReturnType<typeof accountOf>, wait_hours: number) {
  const { clock, port } = account
  const run = (key: string) => ({ now: clock.now, key, mode: 'live' }) as const
  const compared = async (snapshot: unknown) => action.fields(snapshot).filter((f) => action.facts.expected_fields.includes(f.field))
  const before = await action.capture(port, run('read'))
  const applied = await inStages({ ...account, action }, () => action.apply(port, run('apply')))
  const after = await action.capture(port, run('read'))
  clock.now = addHours(clock.now, wait_hours)
  const undone = await inStages({ ...account, action }, () => action.rollback(port, before, run('rollback')))
  const restored = await action.capture(port, run('read'))
  return { applied, effect: action.effect(before, after), undone, before: await compared(before), restored: await compared(restored) }
}

describe('every action', () => {
  it('gives the captured fields back after a rollback, whenever it is undone and however the resources were', async () => {
    const instance = fc.record({ is_running: fc.boolean(), had_schedule: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(
        fc.array(instance, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 6, max: 400 }),
        fc.constantFrom('schedule', 'stop', 'tag', 'gp3'),
        async (shapes, wait_hours, kind) => {
          const instances = shapes.map((s, n) => anInstance(n + 1, { state: s.is_running ? 'running' : 'stopped' }))
          const volumes = shapes.map((_, n) => aVolume(n + 1))
          const account = accountOf(estateOf(instances, volumes))
          for (const [n, s] of shapes.entries())
            if (s.had_schedule)
              await account.port.putSchedule(
                DEV,
                instances[n]?.instance_id ?? '',
                { ...WORKING_HOURS, on_hour: 8 },
                { dry_run: false, idempotency_key: `had ${n}` },
              )
          const action = { schedule: () => schedule(instances), stop: () => stop(instances), tag: () => tag(instances), gp3: () => toGp3(volumes) }[kind]()
          const r = await appliedAndRolledBack(action, account, wait_hours)
          // An instance that follows a schedule of its own may have been switched by it in the meantime.
          const settled = (fields: typeof r.before) => fields.filter((f) => f.field !== 'state' || !shapes.some((s) => s.had_schedule))
          expect(r.effect.status).toBe('in_place')
          expect(['success', 'noop']).toContain(r.undone.outcome)
          expect(settled(r.restored)).toEqual(settled(r.before))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('changes nothing the second time with the same key', async () => {
    const instances = [anInstance(1), anInstance(2)]
    const { port } = accountOf(estateOf(instances))
    const run = { now: NOW, key: 'k', mode: 'live' } as const
    expect((await schedule(instances).apply(port, run)).outcome).toBe('success')
    expect(await schedule(instances).apply(port, run)).toMatchObject({ outcome: 'noop', changed: [] })
  })

  it('stops at the first call that is refused and tells what was changed before', async () => {
    const instances = [anInstance(1), anInstance(2, { quirks: ['not_permitted'] }), anInstance(3)]
    const receipt = await stop(instances).apply(accountOf(estateOf(instances)).port, { now: NOW, key: 'k', mode: 'live' })
    expect(receipt).toMatchObject({ outcome: 'failed', changed: [instances[0]?.arn] })
    expect(receipt.calls).toHaveLength(2)
  })
})

describe('schedule_nonprod', () => {
  it('saves 3,613.40 USD a month on nine m6i.4xlarge that need only working hours', () => {
    const nine = Array.from({ length: 9 }, (_, n) => anInstance(n + 1))
    expect(schedule(nine).savings).toEqual({
      currency: 'USD',
      gross_list: '3613.4',
      expected: '3613.4',
      bound: '3613.4',
      formula: '184.896 USD/day x 108 of 168 hours off x 30.4 days',
    })
    expect(schedule(nine).title).toBe('Run 9 instances only Mon-Fri 07:00-19:00 UTC')
  })

  it('promises only the share that leaves the bill', () => {
    expect(schedule([anInstance(1)], { marginal_ratio: '0.25' }).savings).toMatchObject({ expected: '100.37', bound: '401.49' })
  })

  it('stops the instances at once when it is applied outside their hours', async () => {
    const { port } = accountOf(estateOf([anInstance(1)]), '2026-11-19T22:00:00.000Z')
    await schedule([anInstance(1)]).apply(port, { now: '2026-11-19T22:00:00.000Z', key: 'k', mode: 'live' })
    expect((await port.instances(DEV, [anInstance(1).instance_id])).instances[0]?.state).toBe('stopping')
  })

  it.each([
    ['an end before the start', { schedule: { ...WORKING_HOURS, on_hour: 19, off_hour: 7 } }, 'off_hour'],
    ['a schedule that never switches off', { schedule: { ...WORKING_HOURS, days: [0, 1, 2, 3, 4, 5, 6], on_hour: 0, off_hour: 24 } }, 'switch off'],
    ['production', { environment: 'prod' }, 'environment'],
    ['a parameter that is not in the schema', { force: true }, 'force'],
    ['more than ten targets', { targets: Array.from({ length: 11 }, (_, n) => instanceTarget(anInstance(n + 1))) }, 'targets'],
    ['more than all of the saving', { marginal_ratio: '1.5' }, 'marginal_ratio'],
  ])('refuses %s', (_name, differs, named) => {
    expect(() => schedule([anInstance(1)], differs)).toThrow(named)
  })
})

describe('an instance is not touched', () => {
  const cases: [string, Partial<SimulatedInstance>, string][] = [
    ['with do-not-modify in any case', { tags: { env: 'dev', 'Do-Not-Modify': 'TRUE' } }, 'guard_tag'],
    ['with manual-only', { tags: { env: 'dev', 'manual-only': 'yes' } }, 'guard_tag'],
    ['with legal-hold, whatever its value', { tags: { env: 'dev', 'LEGAL-HOLD': 'matter 7' } }, 'guard_tag'],
    ['with pci, whatever its value', { tags: { env: 'dev', PCI: 'false' } }, 'guard_tag'],
    ['younger than a day', { launched_at: '2026-11-18T10:00:00.000Z' }, 'older_than_24_h'],
    ['in production', { tags: { env: 'prod' } }, 'non_production'],
    ['without an environment', { tags: {} }, 'non_production'],
    ['in an Auto Scaling group', { auto_scaling_group: 'web' }, 'not_in_scaling_group'],
    ['that is a node of a cluster', { tags: { env: 'dev', 'eks:cluster-name': 'c' } }, 'not_in_cluster'],
    ['on the spot market', { is_spot: true }, 'not_spot'],
    ['with local disks', { has_instance_store: true }, 'no_local_disk'],
    ['with termination protection', { has_termination_protection: true }, 'no_termination_protection'],
    ['that would lose its address', { public_ip: 'ephemeral' }, 'keeps_address'],
    ['that works', { cpu_p95_pct: 12 }, 'idle'],
    ['that serves traffic', { network_mb_per_hour: 30 }, 'idle'],
    ['whose use is not known', { cpu_p95_pct: null, network_mb_per_hour: null }, 'idle'],
    ['that another scheduler switches', { tags: { env: 'dev', Schedule: 'office' } }, 'no_other_scheduler'],
    ['that starts from local disks', { quirks: ['instance_store_root'] }, 'root_volume'],
    ['on dedicated hardware', { quirks: ['dedicated_tenancy'] }, 'shared_tenancy'],
    ['whose key is disabled', { quirks: ['customer_key_disabled'] }, 'encryption_key'],
    ['whose key cannot be read', { quirks: ['customer_key_unreadable'] }, 'encryption_key'],
    ['with stop protection', { quirks: ['stop_protection'] }, 'no_stop_protection'],
  ]
  it.each(cases)('%s', async (_name, differs, check) => {
    const found = await objections(schedule([anInstance(1)]), estateOf([anInstance(1, differs)]))
    expect(Object.keys(found)).toContain(check)
  })

  it('that does not exist any more', async () => {
    expect(await objections(schedule([anInstance(1)]), estateOf([]))).toEqual({ exists: 'failed: not found: loadtest-1' })
  })

  it('that already runs on a schedule', async () => {
    const account = accountOf(estateOf([anInstance(1)]))
    await account.port.putSchedule(DEV, anInstance(1).instance_id, WORKING_HOURS, { dry_run: false, idempotency_key: 'k' })
    const checks = await schedule([anInstance(1)]).precheck(account.port, NOW)
    expect(checks.find((c) => c.id === 'no_other_scheduler')?.outcome).toBe('failed')
  })

  it('unless nothing speaks against it, and a tag may answer for an address or a key', async () => {
    expect(await objections(schedule([anInstance(1)]), estateOf([anInstance(1)]))).toEqual({})
    const cleared = anInstance(1, { public_ip: 'ephemeral', quirks: ['customer_key_unreadable'], tags: { env: 'test', 'ip-ok': 'true', 'kms-ok': 'yes' } })
    expect(await objections(schedule([anInstance(1)]), estateOf([cleared]))).toEqual({})
  })

  it('by stop_idle_ec2 when it is stopped already', async () => {
    expect(Object.keys(await objections(stop([anInstance(1)]), estateOf([anInstance(1, { state: 'stopped' })])))).toEqual(['running'])
  })

  it('by tag_owner when it has another owner', async () => {
    expect(Object.keys(await objections(tag([anInstance(1)]), estateOf([anInstance(1, { tags: { owner: 'tomas' } })])))).toEqual(['no_owner_yet'])
  })
})

describe('ebs_gp2_to_gp3', () => {
  it('saves the difference between what the bill charges and what gp3 would, at the same performance', () => {
    // 1,500 GiB at 0.11: 165.00 a month; as gp3 132.00 + 1,500 operations at 0.0055 + 125 MiB/s at 0.044.
    expect(toGp3([aVolume(1)]).savings).toMatchObject({ expected: '19.25', bound: '19.25' })
  })

  it('refuses to make a volume slower', () => {
    expect(() => bind('ebs_gp2_to_gp3', { ...DEV, environment: 'prod', targets: [{ ...volumeTarget(aVolume(1)), iops: 3000 }], currency: 'USD' })).toThrow(
      'not be below',
    )
  })

  it.each([
    ['protected', { tags: { 'do-not-modify': '1' } }, 'guard_tag'],
    ['younger than a day', { created_at: '2026-11-19T06:00:00.000Z' }, 'older_than_24_h'],
    ['of another type', { volume_type: 'io1' }, 'is_gp2'],
    ['in error', { state: 'error' }, 'usable_state'],
    ['modified in the last day', { last_modified_at: '2026-11-18T10:00:00.000Z' }, 'not_just_modified'],
    ['still being modified', { last_modified_at: '2026-11-18T08:00:00.000Z', modification_state: 'optimizing' }, 'not_just_modified'],
  ] as [string, Partial<SimulatedVolume>, string][])('leaves a volume alone that is %s', async (_name, differs, check) => {
    expect(Object.keys(await objections(toGp3([aVolume(1)]), estateOf([], [aVolume(1, differs)])))).toEqual([check])
  })
})
