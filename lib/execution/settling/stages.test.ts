import { expect, it } from 'vitest'
import { situationNamed } from '@/lib/desks/cost/fixtures/other-targets'
import { DEV } from '@/lib/desks/cost/fixtures/small-estate'
import { executePlan } from '@/lib/execution/execute-plan'
import { aWorld, carriedOut, NOW } from '@/lib/execution/fixtures/sent-changes'
import { addMs } from '@/lib/kernel/time'

const HALF_AN_HOUR_MS = 1_800_000
const sentTo = (sent: readonly string[]): string[] => sent.map((call) => call.split(' ')[0] ?? '')

/** A machine that gets another type, and has stopped for it by now. */
async function stoppedForIt() {
  const w = await aWorld(situationNamed('rightsize_ec2'))
  await expect(executePlan(w.execution())).rejects.toMatchObject({ code: 'settling', message: 'until the instance loadtest-1 has stopped' })
  expect(sentTo(w.sent)).toEqual(['stopInstance'])
  w.clock.now = addMs(NOW, HALF_AN_HOUR_MS)
  return w
}

it('changes the type of a machine, and starts it, once it has stopped, each asked for once', async () => {
  const w = await stoppedForIt()
  const run = await carriedOut(w)
  expect([run.state, sentTo(w.sent), w.refused]).toEqual(['succeeded', ['stopInstance', 'setInstanceType', 'startInstance'], []])
  expect(w.claims.all.size).toBe(2)
})

it('makes no further change when the kill switch is set between two stages, and gives the machine back as it was', async () => {
  const w = await stoppedForIt()
  const run = await carriedOut(w, { isStopRequested: async () => true })
  expect([run.state, w.refused]).toEqual(['rolled_back', []])
  // Its type is asked for as it was, and so it is.
  expect(w.sent.filter((call) => call.includes('m6i.2xlarge'))).toEqual([])
  const { instances } = await w.port.instances(DEV, ['i-00000000000000001'])
  expect(instances).toMatchObject([{ state: 'running', instance_type: 'm6i.4xlarge' }])
})
