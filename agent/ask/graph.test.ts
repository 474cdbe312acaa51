import { MemorySaver } from '@langchain/langgraph'
import { describe, expect, it } from 'vitest'
import { parse } from '@/lib/conversation/frame/canonical'
import { UiIntent } from '@/schemas/intent'
import type { ThreadContext } from '@/schemas/reading'
import { askDeps } from './fixtures/ask-deps'
import { type AskEvent, askGraph } from './graph'
import { oncePerRun } from './once-per-run'
import type { AskRun } from './steps'

type Asked = { question: string; previous?: string; previous_at?: string; focus_case?: string; listed?: string[] }
const TODAY = '2026-11-19'

/** The memory of a thread whose last answer was this canonical line. */
function contextOf({ previous, previous_at, listed }: Asked, now: string): ThreadContext | null {
  if (previous === undefined && listed === undefined) return null
  const frame = previous === undefined ? null : (parse(previous, TODAY) ?? null)
  return { frame, listed: listed ?? [], at: previous_at ?? now, trail: [], offered: [] }
}

/** One line per thing that happened, in order: steps, readings, cards, sentences. */
async function trace(asked: Asked, run: AskRun = { deps: oncePerRun(askDeps('awaiting-approval')) }): Promise<string[]> {
  const graph = askGraph(new MemorySaver())
  const seen: string[] = []
  const start = {
    question: asked.question,
    run_id: 'run_1',
    focus_case: asked.focus_case ?? null,
    context: contextOf(asked, run.deps.now),
  }
  const config = { configurable: { thread_id: 'x_test', ask: run } }
  for await (const [mode, chunk] of (await graph.stream(start, { ...config, streamMode: ['tasks', 'custom'] })) as AsyncIterable<[string, unknown]>) {
    if (mode === 'tasks') seen.push(`${'triggers' in (chunk as object) ? 'begin' : 'end'} ${(chunk as { name: string }).name}`)
    else seen.push(line(chunk as AskEvent))
  }
  expect((await graph.getState(config)).tasks.flatMap((t) => t.interrupts)).toEqual([])
  return seen
}

function line(event: AskEvent): string {
  if (event.type === 'sentence') return `  says: ${event.text}`
  if (event.type === 'intent')
    return `  card ${UiIntent.parse(event.intent).intent_id.replace(/\.[0-9a-f]{12}$/, '.<run>')}: ${event.intent.components.map((c) => c.kind).join(', ')}`
  const { reading, intents } = event.turn
  const gist =
    reading.outcome === 'answered'
      ? reading.canonical
      : reading.outcome === 'clarify'
        ? `${reading.question}: ${reading.options.map((o) => o.label).join(' | ')}`
        : reading.because
  return `  ${reading.outcome} ${gist}${intents.length === 0 ? '' : ` -> ${intents.length} card(s)`}`
}

describe('ask graph', () => {
  it('reads, answers and narrates each kind of question as agreed', async () => {
    const asked: Asked[] = [
      { question: 'What needs attention?' },
      { question: 'cost of lumen-dev by usage type last week' },
      {
        question: 'and storefront-prod?',
        previous: '/breakdown by:service period:last-month account:210000000006',
      },
      { question: 'Why this category?', focus_case: 'case_loadtest' },
      { question: 'explain the first one', listed: ['case_loadtest'], previous: '/anomalies' },
      { question: 'approve everything' },
      { question: 'lumen-dev' },
      { question: 'who won the cup?' },
    ]
    const lines: string[] = []
    for (const one of asked) lines.push(`${one.question}`, ...(await trace(one)), '')
    await expect(`${lines.join('\n')}`).toMatchFileSnapshot('./fixtures/traces.golden')
  })

  it('forgets what was asked more than half an hour ago', async () => {
    const previous = '/trend period:2026-11-01..2026-11-07 account:210000000006'
    const [recent, old] = await Promise.all(
      ['2026-11-19T09:01:00.000Z', '2026-11-19T08:59:00.000Z'].map((previous_at) => trace({ question: 'by service', previous, previous_at })),
    )
    expect(recent?.join('\n')).toContain('account:210000000006')
    expect(old?.join('\n')).not.toContain('account:210000000006')
  })

  it('asks the bill for its names and the store for its cases once in a run', async () => {
    const deps = askDeps('awaiting-approval')
    const asked: string[] = []
    const counting =
      <T>(name: string, load: () => T) =>
      () => {
        asked.push(name)
        return load()
      }
    const counted = {
      ...deps,
      warehouse: { ...deps.warehouse, names: counting('names', deps.warehouse.names) },
      cases: { ...deps.cases, index: counting('cases', deps.cases.index) },
    }
    await trace({ question: 'explain case_loadtest' }, { deps: oncePerRun(counted) })
    // The names of a bill that has not changed are not even asked for again.
    expect(asked.filter((name) => name === 'cases')).toHaveLength(1)
    expect(asked.filter((name) => name === 'names').length).toBeLessThanOrEqual(1)
  })

  it('shows the template sentence when a narrator says anything the facts do not', async () => {
    const said = async (rewrite: (text: string) => string) =>
      (
        await trace(
          { question: 'cost of lumen-dev last week' },
          { deps: oncePerRun(askDeps('none')), narrator: { name: 'rewriter', narrate: async ({ text }) => rewrite(text) } },
        )
      ).findLast((l) => l.includes('says'))
    const plain = await said((text) => text)
    expect(await said((text) => text.replace(/\d/, '9'))).toBe(plain)
    expect(await said((text) => `${text} This is because of a deploy.`)).toBe(plain)
    expect(await said(() => Promise.reject(new Error('down')) as never)).toBe(plain)
    expect(await said((text) => `For the days asked: ${text}`)).toContain('For the days asked')
  })
})
