import { setTimeout } from 'node:timers/promises'
import { keptActingTest } from '@/lib/desks/cost/connectors/check-store'
import { enqueueAlone } from '@/lib/jobs/store'
import { formatCount } from '@/lib/kernel/format'
import type { ActingTest } from '@/schemas/account-tests'

const LOOK_EVERY_MS = 250

type Answer = { state: 'answers' | 'failed' | 'waiting'; detail: string; remedy: string | null }

/** Has a worker of the execution queue try whether it can act, and waits a moment for what it hears. That stands in Settings whenever it comes. */
export async function askActing(tenant_id: string, patience_ms: number): Promise<Answer> {
  const before = (await keptActingTest(tenant_id))?.checked_at
  await enqueueAlone('acting.test', { tenant_id }, { key: `acting:${tenant_id}` })
  for (let waited_ms = 0; waited_ms <= patience_ms; waited_ms += LOOK_EVERY_MS) {
    const test = await keptActingTest(tenant_id)
    if (test !== null && test.checked_at !== before) return answerOf(test)
    await setTimeout(LOOK_EVERY_MS)
  }
  return { state: 'waiting', detail: 'no worker of the execution queue has answered yet', remedy: 'look whether one runs; what it hears will stand here' }
}

function answerOf({ places }: ActingTest): Answer {
  if (places.length === 0) return { state: 'answers', detail: 'there is no account or cluster to act in', remedy: null }
  const failed = places.filter((p) => p.state === 'failed')
  if (failed.length === 0) return { state: 'answers', detail: `${formatCount(places.length, 'place')} can be acted in`, remedy: null }
  return { state: 'failed', detail: failed.map((p) => `${p.name}: ${p.detail}`).join('; '), remedy: failed[0]?.remedy ?? null }
}
