import { expect, it } from 'vitest'
import { anInstance, aVolume, DEV, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { gp3Candidate, scheduleCandidate, tagCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import type { Candidate } from '@/lib/desks/cost/plan/proposal'
import { Killed, killer } from '@/lib/execution/fixtures/killer'
import { lagging } from '@/lib/execution/fixtures/lagging'
import { aWorldOf, carriedOut, copyOf, NOW, type World } from '@/lib/execution/fixtures/sent-changes'
import type { Fault } from '@/lib/kernel/errors'
import { makeRandom } from '@/lib/kernel/random'
import { addMs } from '@/lib/kernel/time'
import type { Run } from '@/schemas/execution'
import { rollbackRun } from './rollback-run'

const SEEDS = 40
const MOST_LOOKS = 400
const PAUSES_MS = [1000, 20_000, 200_000, 3_600_000] as const
const [FIRST, SECOND, ONE, OTHER] = [anInstance(1), anInstance(2), aVolume(1), aVolume(2)]

/** Six actions, of which four share targets through one another. */
function candidates(): Candidate[] {
  const staged = (c: Candidate): Candidate => ({ ...c, params: { ...c.params, environment: 'stage' } })
  const both = tagCandidate([FIRST, ONE])
  const tags = [tagCandidate([FIRST]), { ...both, params: { ...both.params, key: 'cost-center' } }]
  return [...tags, scheduleCandidate([FIRST]), gp3Candidate([ONE]), staged(scheduleCandidate([SECOND])), staged(gp3Candidate([OTHER]))]
}

async function standing({ port }: World) {
  const { volumes } = await port.volumes(DEV, [ONE.volume_id, OTHER.volume_id])
  const schedules = await Promise.all([FIRST, SECOND].map((i) => port.schedule(DEV, i.instance_id)))
  return { schedules, volumes: volumes.map(({ volume_type, tags }) => ({ volume_type, tags })) }
}
const BEFORE = { schedules: [null, null], volumes: [ONE, OTHER].map(({ volume_type, tags }) => ({ volume_type, tags })) }

/** Undoes a run while the process is killed, the account shows changes late, and people give it up and ask again, all at random. */
async function undoneAtRandom(w: World, below: (n: number) => number): Promise<Run> {
  const runOf = () => w.saved.run as Run // safe: it was carried out
  const given_up: { at: string | null } = { at: null }
  for (let look = 0; look < MOST_LOOKS && runOf().state !== 'rolled_back'; look++) {
    if (runOf().state === 'rollback_failed') given_up.at = null
    const { at } = given_up
    const k = killer(below(3) === 0 ? 1 + below(12) : Number.POSITIVE_INFINITY, below(2) === 0 ? 'before' : 'after')
    const x = w.execution({ isHaltRequested: async (since) => at !== null && since !== undefined && at >= since })
    const port = k.all(below(4) === 0 ? lagging(w).port : w.port)
    const sent = w.sent.length
    await rollbackRun({ ...x, port, claims: k.all(x.claims), onStep: k.wrap(x.onStep), run: runOf() }).catch((error: unknown) => {
      if (error instanceof Killed) return
      expect((error as Fault).code).toBe('settling')
      if (below(8) === 0) given_up.at = addMs(w.clock.now, 500)
    })
    if (at !== null) expect(w.sent.length, 'sent after it was given up').toBe(sent)
    w.clock.now = addMs(w.clock.now, PAUSES_MS[below(PAUSES_MS.length)] ?? 0)
  }
  return runOf()
}

it.each([NOW, '2026-11-19T22:00:00.000Z'])(
  'is undone in the end, with everything sent once and nothing after it was given up, whatever happens (at %s)',
  async (now) => {
    const start = await aWorldOf({ template: 'ebs_gp2_to_gp3', estate: estateOf([FIRST, SECOND], [ONE, OTHER]) }, candidates(), now)
    await carriedOut(start)
    for (let seed = 0; seed < SEEDS; seed++) {
      const w = copyOf(start)
      const run = await undoneAtRandom(w, makeRandom(seed, now).below)
      expect([run.state, run.steps.filter((s) => s.status === 'running'), w.refused, await standing(w)], `seed ${seed}`).toEqual([
        'rolled_back',
        [],
        [],
        BEFORE,
      ])
      expect(new Set(w.sent).size, `seed ${seed}`).toBe(w.sent.length)
    }
  },
)
