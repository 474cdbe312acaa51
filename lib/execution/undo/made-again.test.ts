import { expect, it } from 'vitest'
import { situationNamed } from '@/lib/desks/cost/fixtures/other-targets'
import { aWorld, carriedOut, undone, type World } from '@/lib/execution/fixtures/sent-changes'
import { addHours, addMs } from '@/lib/kernel/time'
import type { Run } from '@/schemas/execution'
import { rollbackRun } from './rollback-run'

const back = (w: World, port = w.port) => rollbackRun({ ...w.execution({ port }), run: w.saved.run as Run }) // safe: it was carried out

it.each([
  ['ebs_delete_unattached', 'until the volume one has settled'],
  ['snapshot_delete_orphan', 'until the snapshot one has settled'],
])('proves the way back of %s when what was made again is there, and not while it is being made', async (name, because) => {
  const w = await aWorld(situationNamed(name))
  await carriedOut(w)
  await expect(back(w)).rejects.toMatchObject({ code: 'settling', message: because, detail: { is_comparable: false } })
  const sent = w.sent.length
  w.clock.now = addMs(w.clock.now, 60_000)
  expect([(await back(w)).state, w.sent.length, w.refused]).toEqual(['rolled_back', sent, []])
})

it('calls no volume made again that is being made and then gone, as one is whose key EC2 may not use', async () => {
  const w = await aWorld(situationNamed('ebs_delete_unattached'))
  await carriedOut(w)
  await expect(back(w)).rejects.toMatchObject({ code: 'settling' })
  w.clock.now = addMs(w.clock.now, 60_000)
  const gone = { ...w.port, diskVolumes: async () => [] }
  await expect(back(w, gone)).rejects.toMatchObject({ message: 'until the account shows the change' })
  w.clock.now = addMs(w.clock.now, 300_000)
  const run = await back(w, gone)
  expect([run.state, run.steps.findLast((s) => s.status === 'failed')?.detail]).toEqual([
    'rollback_failed',
    expect.stringMatching(/^not as captured: exists of one/),
  ])
})

it('calls a person for a volume that is being made for longer than it takes', async () => {
  const w = await aWorld(situationNamed('ebs_delete_unattached'))
  await carriedOut(w)
  const { diskVolumes } = w.port
  const stuck = {
    ...w.port,
    diskVolumes: async (...of: Parameters<typeof diskVolumes>) => (await diskVolumes(...of)).map((v) => ({ ...v, state: 'creating' })),
  }
  await expect(back(w, stuck)).rejects.toMatchObject({ code: 'settling' })
  w.clock.now = addHours(w.clock.now, 1)
  const run = await back(w, stuck)
  expect([run.state, run.steps.at(-1)?.detail]).toEqual(['rollback_failed', 'the volume one has not settled in 1 h'])
  expect((await undone(w)).state).toBe('rolled_back')
})
