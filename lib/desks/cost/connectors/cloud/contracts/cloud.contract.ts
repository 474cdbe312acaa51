import { describe, expect, it } from 'vitest'
import { anInstance, aVolume, DEV, estateOf } from '../../../fixtures/small-estate'
import type { Mutation } from '../call'
import type { CloudPort } from '../port'
import type { SimulatedEstate } from '../simulation/estate'
import { clock } from './given.contract'
import { type Make, modifying } from './volume-changes.contract'

const NOW = '2026-11-19T09:00:00.000Z'
const SCHEDULE = { time_zone: 'UTC', days: [0, 1, 2, 3, 4], on_hour: 7, off_hour: 19 }
const dry = (key: string): Mutation => ({ dry_run: true, idempotency_key: key })
const live = (key: string): Mutation => ({ dry_run: false, idempotency_key: key })

type At = (estate: SimulatedEstate) => Promise<CloudPort>

const one = anInstance(1)
const [id, gone] = [one.instance_id, 'i-0ffffffffffffffff']

/** What every implementation of CloudPort must do. `make` gives one over an account that holds the estate at `now`. */
export function cloudContract(name: string, make: Make) {
  const at: At = (estate) => make(estate, async () => NOW)
  describe(`${name} keeps the cloud contract`, () => {
    for (const part of [reading, trying, scheduling, settings, comingBack]) part(at)
    switching(make)
    modifying(make)
  })
}

/** What is read of instances. */
function reading(at: At): void {
  it('reads state, tags and use, and leaves out what does not exist', async () => {
    const port = await at(
      estateOf([
        one,
        anInstance(2, {
          public_ip: 'ephemeral',
          is_spot: true,
          has_termination_protection: true,
          has_instance_store: true,
          instance_type: 'm5d.large',
          auto_scaling_group: 'web',
        }),
      ]),
    )
    const { instances } = await port.instances(DEV, [id, anInstance(2).instance_id, gone])
    expect(instances).toHaveLength(2)
    expect(instances[0]).toMatchObject({
      arn: one.arn,
      state: 'running',
      instance_type: 'm6i.4xlarge',
      tags: one.tags,
      public_ip: 'none',
      is_spot: false,
      has_instance_store: false,
      schedule: null,
    })
    expect(instances[0]).toMatchObject({ cpu_p95_pct: 1.4, network_mb_per_hour: 0.3, metric_days: 10 })
    expect(instances[1]).toMatchObject({
      public_ip: 'ephemeral',
      is_spot: true,
      has_termination_protection: true,
      has_instance_store: true,
      auto_scaling_group: 'web',
    })
  })

  it('says null for a metric that is not there, never 0', async () => {
    const port = await at(estateOf([anInstance(1, { cpu_p95_pct: null, network_mb_per_hour: null })]))
    expect((await port.instances(DEV, [id])).instances[0]).toMatchObject({ cpu_p95_pct: null, network_mb_per_hour: null, metric_days: 0 })
  })
}

/** What a dry run says and leaves alone. */
function trying(at: At): void {
  it('changes nothing in a dry run and says that it would succeed', async () => {
    const port = await at(estateOf([one], [aVolume(1)]))
    const volume = aVolume(1).volume_id
    const results = [
      await port.stopInstance(DEV, id, dry('a')),
      await port.putSchedule(DEV, id, SCHEDULE, dry('b')),
      await port.putTags(DEV, one.arn, { team: 'data' }, dry('c')),
      await port.modifyVolume(DEV, volume, { volume_type: 'gp3', iops: 4500, throughput: 250 }, dry('d')),
    ]
    expect(results.map((r) => r.status)).toEqual(['would_succeed', 'would_succeed', 'would_succeed', 'would_succeed'])
    expect((await port.instances(DEV, [id])).instances[0]).toMatchObject({ state: 'running', schedule: null, tags: one.tags })
    expect((await port.volumes(DEV, [volume])).volumes[0]).toMatchObject({ volume_type: 'gp2' })
  })

  it('says in a dry run that the role may not do it', async () => {
    const port = await at(estateOf([anInstance(1, { quirks: ['not_permitted'] })]))
    expect((await port.stopInstance(DEV, id, dry('a'))).status).toBe('denied')
    expect((await port.putSchedule(DEV, id, SCHEDULE, dry('b'))).status).toBe('denied')
  })
}

/** Stopping and starting, in the time that both take. */
function switching(make: Make): void {
  it('stops and starts, calls it a noop when it is so or on its way there, and refuses the other way until it has arrived', async () => {
    const { now, later } = clock(NOW)
    const port = await make(estateOf([one]), now)
    const state = async () => (await port.instances(DEV, [id])).instances[0]?.state
    const not_now = { status: 'refused', detail: expect.stringContaining('IncorrectInstanceState') }
    const stopped = await port.stopInstance(DEV, id, live('stop'))
    expect(stopped).toMatchObject({ api: 'ec2:StopInstances', status: 'done' })
    expect(stopped.request_id).not.toBeNull()
    expect(await state()).toBe('stopping')
    expect((await port.stopInstance(DEV, id, live('stop'))).status).toBe('noop')
    expect(await port.startInstance(DEV, id, live('too soon'))).toMatchObject(not_now)
    later()
    expect(await state()).toBe('stopped')
    expect((await port.stopInstance(DEV, id, live('stop again'))).status).toBe('noop')
    expect((await port.startInstance(DEV, id, live('start'))).status).toBe('done')
    expect(await state()).toBe('pending')
    expect((await port.startInstance(DEV, id, live('start again'))).status).toBe('noop')
    expect(await port.stopInstance(DEV, id, live('too soon too'))).toMatchObject(not_now)
    later()
    expect(await state()).toBe('running')
  })
}

/** Schedules. */
function scheduling(at: At): void {
  it('gives a schedule back as it was put, and forgets one that is deleted', async () => {
    const port = await at(estateOf([one]))
    expect(await port.schedule(DEV, id)).toBeNull()
    expect((await port.putSchedule(DEV, id, SCHEDULE, live('put'))).status).toBe('done')
    expect(await port.schedule(DEV, id)).toEqual(SCHEDULE)
    expect((await port.instances(DEV, [id])).instances[0]?.schedule).toBe('Mon-Fri 07:00-19:00 UTC')
    expect((await port.putSchedule(DEV, id, SCHEDULE, live('put again'))).status).toBe('noop')
    expect((await port.deleteSchedule(DEV, id, live('delete'))).status).toBe('done')
    expect(await port.schedule(DEV, id)).toBeNull()
    expect((await port.deleteSchedule(DEV, id, live('delete again'))).status).toBe('noop')
  })
}

/** Tags and volumes, and what is not there. */
function settings(at: At): void {
  it('keeps the other tags when it adds or removes some', async () => {
    const port = await at(estateOf([one]))
    await port.putTags(DEV, one.arn, { owner: 'mara' }, live('put'))
    expect(await port.tags(DEV, one.arn)).toEqual({ ...one.tags, owner: 'mara' })
    await port.deleteTags(DEV, one.arn, ['owner'], live('delete'))
    expect(await port.tags(DEV, one.arn)).toEqual(one.tags)
  })

  it('refuses to change what does not exist', async () => {
    const port = await at(estateOf([one]))
    expect((await port.stopInstance(DEV, gone, live('a'))).status).toBe('refused')
    expect((await port.modifyVolume(DEV, 'vol-0ffffffffffffffff', { volume_type: 'gp3', iops: 3000, throughput: 125 }, live('b'))).status).toBe('refused')
  })
}

/** What a stop would end for good. */
function comingBack(at: At): void {
  it('tells what decides whether an instance comes back', async () => {
    const port = await at(
      estateOf([one, anInstance(2, { quirks: ['instance_store_root', 'stop_protection', 'dedicated_tenancy', 'customer_key_unreadable'] })]),
    )
    const [plain, awkward] = await port.restartFacts(DEV, [id, anInstance(2).instance_id])
    expect(plain).toEqual({
      instance_id: id,
      root_device: 'ebs',
      tenancy: 'default',
      encryption_key: 'none',
      has_stop_protection: false,
      has_customer_key: false,
      boot_health: 'ok',
      has_sold_product: false,
    })
    const ill = await at(
      estateOf([
        anInstance(3, { quirks: ['status_checks_fail', 'sold_product'] }),
        anInstance(4, { quirks: ['status_checks_unknown', 'customer_key_grants_nothing'] }),
      ]),
    )
    const facts = await ill.restartFacts(DEV, [anInstance(3).instance_id, anInstance(4).instance_id])
    expect(facts).toMatchObject([
      { boot_health: 'impaired', has_sold_product: true },
      { boot_health: 'unknown', has_sold_product: false, encryption_key: 'unknown', has_customer_key: true },
    ])
    expect(awkward).toMatchObject({ root_device: 'instance_store', tenancy: 'dedicated', encryption_key: 'unknown', has_stop_protection: true })
  })
}
