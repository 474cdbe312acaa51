import { expect, it } from 'vitest'
import { askRuns } from '@/components/shell/ask/ask-runs'

/** What happens to the connection, in order. */
function tab() {
  const log: string[] = []
  const runs = askRuns(
    async () => void log.push('detach'),
    () => log.push('forget'),
  )
  return { log, runs }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

it('takes one question at a time from the click on, so that a second click makes no second conversation', () => {
  const { runs } = tab()
  const first = runs.begin(null)
  expect([first !== null, runs.begin(null), runs.begin('thr_b'), runs.isAsking()]).toEqual([true, null, null, true])
  first?.end()
  expect([runs.isAsking(), runs.begin(null) !== null]).toEqual([false, true])
})

it('lets a question go only when the server has it, and forgets what came of it only when nothing more can come', async () => {
  const { log, runs } = tab()
  const run = runs.begin('thr_a')
  void runs.leave()
  await settled()
  expect([log, runs.isHere('thr_a'), runs.isAsking(), runs.isLeaving()]).toEqual([[], false, false, true])
  run?.taken()
  await settled()
  expect(log).toEqual(['detach'])
  run?.end()
  await runs.leave()
  expect([log, runs.isLeaving()]).toEqual([['detach', 'forget'], false])
})

it('asks in another conversation only after the question before is left', async () => {
  const { log, runs } = tab()
  const a = runs.begin('thr_a')
  void runs.leave()
  const b = runs.begin('thr_b')
  void b?.ready.then(() => log.push('b may ask'))
  expect([runs.isHere('thr_b'), runs.begin('thr_b')]).toEqual([true, null])
  a?.taken()
  a?.end()
  await b?.ready
  await settled()
  expect([log, runs.isHere('thr_b')]).toEqual([['detach', 'forget', 'b may ask'], true])
})

it('leaves what failed before the server had it, too', async () => {
  const { log, runs } = tab()
  const run = runs.begin(null)
  const left = runs.leave()
  run?.end()
  await left
  expect(log).toEqual(['detach', 'forget'])
})

it('follows a question in the conversation that was made for it', () => {
  const { runs } = tab()
  const run = runs.begin(null)
  if (run !== null) run.thread_id = 'thr_new'
  expect([runs.isHere('thr_new'), runs.isHere(null)]).toEqual([true, false])
})

it('stays in the conversation that was opened last, however many were left on the way', async () => {
  const { log, runs } = tab()
  const a = runs.begin('thr_a')
  void runs.leave()
  const b = runs.begin('thr_b')
  const left_b = runs.leave()
  a?.taken()
  a?.end()
  await b?.ready
  expect([runs.isLeaving(), runs.isHere('thr_b')]).toEqual([true, false])
  b?.taken()
  b?.end()
  await left_b
  expect([log, runs.isLeaving(), runs.isAsking()]).toEqual([['detach', 'forget', 'detach', 'forget'], false, false])
})

it('tells whoever shows a conversation when a question begins, is left and ends', async () => {
  const { runs } = tab()
  const seen: boolean[] = []
  const stop = runs.subscribe(() => seen.push(runs.isHere('thr_a')))
  const run = runs.begin('thr_a')
  run?.end()
  stop()
  runs.begin('thr_a')
  expect([seen, runs.version()]).toEqual([[true, false], 3])
})

it('forgets at once where nothing is asked', async () => {
  const { log, runs } = tab()
  await runs.leave()
  expect(log).toEqual(['forget'])
})
