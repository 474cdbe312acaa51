import { expect, it } from 'vitest'
import type { Instant } from '@/schemas/time'
import { aVolume, DEV, estateOf } from '../../../fixtures/small-estate'
import type { CloudPort } from '../port'
import type { SimulatedEstate } from '../simulation/estate'
import { clock, live } from './given.contract'

/** Makes a port over an account that holds the estate at `now`. */
export type Make = (estate: SimulatedEstate, now: () => Promise<Instant>) => Promise<CloudPort>

const NOW = '2026-11-19T09:00:00.000Z'

/** When a volume may be modified again. Sources: EC2 API reference, ModifyVolume and DescribeVolumesModifications. */
export function modifying(make: Make): void {
  const { volume_id } = aVolume(1)
  const GP2 = { volume_type: 'gp2', iops: 4500, throughput: null }
  const GP3 = { volume_type: 'gp3', iops: 4500, throughput: 250 }
  const withVolume = async (volume = aVolume(1)) => {
    const { now, later } = clock(NOW)
    const port = await make(estateOf([], [volume]), now)
    return { port, later, shows: async () => (await port.volumes(DEV, [volume_id])).volumes[0] }
  }

  it('modifies a volume, and takes no other modification before that is completed', async () => {
    const { port, later, shows } = await withVolume()
    expect(await shows()).not.toHaveProperty('modification_state')
    expect((await port.modifyVolume(DEV, volume_id, GP3, live('up'))).status).toBe('done')
    expect(await shows()).toMatchObject({ modification_state: 'modifying', last_modified_at: NOW })
    const refused = { status: 'refused', detail: expect.stringMatching(/^IncorrectModificationState/) }
    expect(await port.modifyVolume(DEV, volume_id, GP2, live('too soon'))).toMatchObject(refused)
    later(60_000)
    expect(await shows()).toMatchObject({ ...GP3, modification_state: 'optimizing', last_modified_at: NOW })
    expect(await port.modifyVolume(DEV, volume_id, GP2, live('too soon too'))).toMatchObject(refused)
    expect((await port.modifyVolume(DEV, volume_id, GP3, live('again'))).status).toBe('noop')
    later()
    expect(await shows()).toMatchObject({ ...GP3, modification_state: 'completed' })
    expect((await port.modifyVolume(DEV, volume_id, GP2, live('back'))).status).toBe('done')
    later()
    expect(await shows()).toMatchObject({ ...GP2, modification_state: 'completed' })
  })

  it('modifies a volume four times in 24 hours, whoever asked, and not a fifth time', async () => {
    const { port, later } = await withVolume(aVolume(1, { last_modified_at: '2026-11-19T07:00:00.000Z' }))
    const modify = (n: number) => port.modifyVolume(DEV, volume_id, { ...GP3, iops: 4500 + n }, live(`${n}`))
    for (const n of [1, 2, 3]) {
      expect((await modify(n)).status).toBe('done')
      later()
    }
    expect(await modify(4)).toMatchObject({ status: 'refused', detail: expect.stringMatching(/^VolumeModificationRateExceeded/) })
    later(19 * 3_600_000)
    expect((await modify(5)).status).toBe('done')
  })
}
