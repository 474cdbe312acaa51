import { join } from 'node:path'
import { checkpoints } from '@/agent/checkpoints'
import { forgetEvidence } from '@/lib/evidence/store'
import { NODES, runBareGraph } from './bare-graph'
import { startBenchDatabase } from './bench-database'
import { seedTenant } from './bench-tenant'
import { type CycleTimes, deliver, findOpening, runCycle } from './case-cycle'
import { type Figure, median, round } from './figure'

const MOST = 3
// The first runs of a process and of its connections compile and cache; a worker does that once in its life.
const WARM_UP = 3

type Run = { cycle: CycleTimes; bare: number; bare_waiting: number }

/** A whole case, no waiting for people, against a graph of as many nodes that do nothing: same saver, same durability, same Postgres. */
export async function measureCase({ runs, say }: { runs: number; say(text: string): void }): Promise<Figure[]> {
  const database = await startBenchDatabase()
  const inbox = join(database.home, 'inboxes/before')
  try {
    say('importing the demonstration bill')
    await database.create('seeded')
    await database.use('seeded')
    await seedTenant()
    await deliver(inbox)
    await database.create('empty_of_cases', 'seeded')
    await database.use('seeded')
    const opening = await findOpening()
    await database.create('runs', 'empty_of_cases')
    await database.use('runs')
    await database.keep()
    const done: Run[] = []
    for (let run = -WARM_UP; run < runs; run++) {
      say(run < 0 ? 'warming up' : `running cases: ${run + 1} of ${runs}`)
      // Every run starts from the same rows, and so from the same simulated account and clock; and with a case whose evidence this process has not read.
      await database.rewind()
      forgetEvidence()
      const bare = await runBareGraph(checkpoints(), `bare:${run}`, false)
      const bare_waiting = await runBareGraph(checkpoints(), `waiting:${run}`, true)
      const cycle = await runCycle(opening, inbox)
      if (run >= 0) done.push({ cycle, bare, bare_waiting })
    }
    return figuresOf(done)
  } finally {
    await database.stop()
  }
}

function figuresOf(done: readonly Run[]): Figure[] {
  const of = (pick: (run: Run) => number): number => median(done.map(pick))
  const [total, bare, waiting] = [of((r) => r.cycle.total), of((r) => r.bare), of((r) => r.bare_waiting)]
  const steps = Object.fromEntries(
    (['open', 'to_plan', 'submit', 'approve', 'hand_over', 'execute', 'verify', 'total'] as const).map((step) => [
      `${step}_ms`,
      round(
        of((r) => r.cycle[step]),
        1,
      ),
    ]),
  )
  return [
    {
      id: 'case.life_cycle',
      sentence: `A whole case takes ${round(total / bare)}x a bare LangGraph run of ${NODES.length} nodes (medians of ${done.length} runs: ${Math.round(total)} ms against ${Math.round(bare)} ms, same saver, durability "sync").`,
      value: round(total / bare, 3),
      unit: 'ratio',
      target: { at: 'most', value: MOST },
      detail: { ...steps, bare_ms: round(bare, 1), totals_ms: done.map((r) => Math.round(r.cycle.total)), bares_ms: done.map((r) => Math.round(r.bare)) },
    },
    {
      id: 'case.life_cycle_waiting',
      sentence: `Against a bare run that also waits and resumes where a case does it takes ${round(total / waiting)}x (${Math.round(waiting)} ms).`,
      value: round(total / waiting, 3),
      unit: 'ratio',
      target: null,
      detail: { bare_ms: round(waiting, 1) },
    },
  ]
}
